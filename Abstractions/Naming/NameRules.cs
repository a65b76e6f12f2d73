using System.Buffers;

namespace Krewe.Naming;

/// <summary>
/// The rules for names. Tenants, hosts, regions and pools: <c>[a-z0-9]([a-z0-9.-]{0,61}[a-z0-9])?</c>.
/// Models and versions: <c>[A-Za-z0-9]([A-Za-z0-9._-]{0,61}[A-Za-z0-9])?</c>.
/// The characters <c>/ @ # +</c> separate the parts of a grain's key and never appear in a name.
/// </summary>
public static class NameRules
{
    /// <summary>The most characters that a name may have.</summary>
    public const int MaxLength = 63;

    /// <summary>The tenant, and the pool, of whatever names none.</summary>
    public const string Default = "default";

    /// <summary>The region of a silo that names none.</summary>
    public const string DefaultRegion = "local";

    /// <summary>The version of a model that names none.</summary>
    public const string DefaultVersion = "1";

    /// <summary>What a tenant, host, region or pool name looks like, in words.</summary>
    public const string ResourceRule = "1 to 63 of a-z, 0-9, '.', '-', beginning and ending with a letter or digit";

    /// <summary>What a model name or version looks like, in words.</summary>
    public const string ModelRule = "1 to 63 of A-Z, a-z, 0-9, '.', '_', '-', beginning and ending with a letter or digit";

    private const string Lower = "abcdefghijklmnopqrstuvwxyz0123456789";
    private const string Letters = Lower + "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    private static readonly SearchValues<char> ResourceEnds = SearchValues.Create(Lower);
    private static readonly SearchValues<char> ResourceMiddle = SearchValues.Create(Lower + ".-");
    private static readonly SearchValues<char> ModelEnds = SearchValues.Create(Letters);
    private static readonly SearchValues<char> ModelMiddle = SearchValues.Create(Letters + "._-");

    /// <summary>Whether that can be the name of a tenant, host, region or pool.</summary>
    /// <param name="name">The candidate; null is none.</param>
    public static bool IsResourceName(string? name) => Matches(name, ResourceEnds, ResourceMiddle);

    /// <summary>Whether that can be a model's name or version.</summary>
    /// <param name="name">The candidate; null is none.</param>
    public static bool IsModelName(string? name) => Matches(name, ModelEnds, ModelMiddle);

    /// <summary>The nearest valid host name of a machine's name: lower case, other characters as '-', cut to 63.</summary>
    /// <param name="machineName">As the operating system gives it; may be empty.</param>
    public static string NormalizeHost(string machineName)
    {
        ArgumentNullException.ThrowIfNull(machineName);
        var characters = machineName.ToLowerInvariant().Select(c => ResourceMiddle.Contains(c) ? c : '-').Take(MaxLength).ToArray();
        var normalized = new string(characters).Trim('-', '.');
        return normalized.Length == 0 ? "host" : normalized;
    }

    private static bool Matches(string? name, SearchValues<char> ends, SearchValues<char> middle) =>
        name is { Length: > 0 and <= MaxLength }
        && ends.Contains(name[0])
        && ends.Contains(name[^1])
        && !name.AsSpan().ContainsAnyExcept(middle);
}
