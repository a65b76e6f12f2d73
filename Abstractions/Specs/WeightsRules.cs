using System.Buffers;
using System.Collections.Immutable;

namespace Krewe.Specs;

/// <summary>What weights may be called, and where they may come from.</summary>
public static class WeightsRules
{
    /// <summary>What is valid for a digest.</summary>
    public const string DigestRule = "sha256: and 64 of 0-9 a-f";

    /// <summary>What is valid for a source.</summary>
    public const string SourceRule = "an absolute path, or an address of scheme http, https or file without a user's name or password";

    /// <summary>What is valid for a name.</summary>
    public const string NameRule = "1 to 200 of A-Z a-z 0-9 . _ -, not beginning with a dot";

    /// <summary>The most files of one model.</summary>
    public const int Most = 16;

    private const string Prefix = "sha256:";
    private const int HexLength = 64;
    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdef");
    private const int LongestName = 200;
    private const int LongestSource = 4_096;
    private const long LargestFile = 64L << 40;

    /// <summary>Whether a text is a digest as specs write it.</summary>
    /// <param name="text">The text.</param>
    public static bool IsDigest(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Length == Prefix.Length + HexLength && text.StartsWith(Prefix, StringComparison.Ordinal)
            && text.AsSpan(Prefix.Length).IndexOfAnyExcept(HexDigits) < 0;
    }

    /// <summary>A digest without its prefix: the file's name on disk.</summary>
    /// <param name="digest">A valid digest.</param>
    public static string HexOf(string digest)
    {
        ArgumentNullException.ThrowIfNull(digest);
        return digest[Prefix.Length..];
    }

    /// <summary>The name that a file has at its source: what stands after the last slash, without a query.</summary>
    /// <param name="source">The source.</param>
    public static string NameOf(string source)
    {
        ArgumentNullException.ThrowIfNull(source);
        var path = Uri.TryCreate(source, UriKind.Absolute, out var uri) && !uri.IsFile ? uri.AbsolutePath : source;
        return path[(path.LastIndexOf('/') + 1)..];
    }

    /// <summary>A source as it may be told: without its query, in which there may be a signature.</summary>
    /// <param name="source">The source.</param>
    public static string TellOf(string source)
    {
        ArgumentNullException.ThrowIfNull(source);
        return Uri.TryCreate(source, UriKind.Absolute, out var uri) && !uri.IsFile ? uri.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped) : source;
    }

    internal static void Validate(List<SpecProblem> found, BackendSpec backend)
    {
        ModelSpecValidator.Range(found, "backend.weights", backend.Weights.Length, 0, Most);
        if (!backend.Weights.IsEmpty && backend.Url is not null)
        {
            ModelSpecValidator.Add(found, "backend.weights", backend.Url, "no weights with 'url': a server that runs elsewhere has its own");
        }

        for (var at = 0; at < backend.Weights.Length; at++)
        {
            Validate(found, backend.Weights[at], FormattableString.Invariant($"backend.weights[{at}]"), backend.Weights[..at]);
        }
    }

    private static void Validate(List<SpecProblem> found, WeightsSpec weights, string key, ImmutableArray<WeightsSpec> before)
    {
        if (!IsSource(weights.Source))
        {
            // Not quoted where it may hold a password.
            ModelSpecValidator.Add(found, $"{key}.source", weights.Source.Contains('@', StringComparison.Ordinal) ? "..." : weights.Source, SourceRule);
        }

        if (!IsDigest(weights.Digest))
        {
            ModelSpecValidator.Add(found, $"{key}.digest", weights.Digest, DigestRule);
        }

        if (!IsName(weights.Name))
        {
            ModelSpecValidator.Add(found, $"{key}.name", weights.Name, NameRule);
        }
        else if (before.Any(other => other.Name == weights.Name))
        {
            ModelSpecValidator.Add(found, $"{key}.name", weights.Name, "a name that no other file of the model has");
        }

        if (weights.Bytes is { } bytes)
        {
            ModelSpecValidator.Range(found, $"{key}.size", bytes, 1, LargestFile, SpecUnits.FormatBytes);
        }
    }

    private static bool IsSource(string source)
    {
        if (source.Length is 0 or > LongestSource || source.Contains('\0', StringComparison.Ordinal))
        {
            return false;
        }

        return source[0] == '/'
            || (Uri.TryCreate(source, UriKind.Absolute, out var uri) && uri.UserInfo.Length == 0
                && (uri.Scheme is "http" or "https" || (uri.Scheme == "file" && uri.Host.Length == 0)));
    }

    private static bool IsName(string name) =>
        name.Length is > 0 and <= LongestName && name[0] != '.' && name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '_' or '-');
}
