using System.Buffers.Text;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using Krewe.Errors;

namespace Krewe.Silo.Admin;

/// <summary>
/// The secret that writes must carry: 32 random bytes as base64url, in a file of the data directory that only its owner may read.
/// Whoever can read the file may drive the silo; a web page cannot.
/// </summary>
internal sealed class AdminToken
{
    /// <summary>The file's name in the data directory.</summary>
    public const string FileName = "admin.token";

    private const int SecretBytes = 32;
    private const int TextLength = 43;
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private readonly byte[] _bytes;

    private AdminToken(string text, string path)
    {
        _bytes = Encoding.ASCII.GetBytes(text);
        Path = path;
    }

    /// <summary>Where it is kept.</summary>
    public string Path { get; }

    /// <summary>The token as it stands in the Authorization header.</summary>
    public string Value => Encoding.ASCII.GetString(_bytes);

    /// <summary>
    /// Takes the token that is there, or makes one. One that others could read, that is a link, or that is damaged is replaced:
    /// a narrower mode would not make it secret again.
    /// </summary>
    /// <param name="dataDirectory">An existing directory.</param>
    /// <exception cref="KreweException">The file can neither be read nor written (KRW6003).</exception>
    public static AdminToken LoadOrCreate(string dataDirectory)
    {
        var path = System.IO.Path.GetFullPath(System.IO.Path.Combine(dataDirectory, FileName));
        try
        {
            return new AdminToken(Read(path) ?? Create(path), path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new KreweException(
                new Problem
                {
                    Code = ErrorCodes.DataDirectoryUnusable,
                    Message = $"the admin token cannot be kept: {exception.Message}",
                    Where = path,
                    Next = "give the silo's user the right to write there, or choose another directory with --data",
                },
                exception);
        }
    }

    /// <summary>Whether that is the token; takes as long whatever the difference.</summary>
    /// <param name="candidate">What the request carries.</param>
    public bool Matches(ReadOnlySpan<char> candidate)
    {
        // The length is no secret, and a candidate of another length would not fit.
        if (candidate.Length != TextLength)
        {
            return false;
        }

        Span<byte> bytes = stackalloc byte[TextLength * 3];
        return CryptographicOperations.FixedTimeEquals(bytes[..Encoding.UTF8.GetBytes(candidate, bytes)], _bytes);
    }

    private static string? Read(string path)
    {
        var file = new FileInfo(path);
        if (!file.Exists || file.LinkTarget is not null || file.Length is < TextLength or > TextLength + 2)
        {
            return null;
        }

        if (!RuntimeInformation.IsOSPlatform(OSPlatform.Windows) && (file.UnixFileMode & ~OwnerOnly) != UnixFileMode.None)
        {
            return null;
        }

        var text = File.ReadAllText(path).TrimEnd();
        return text.Length == TextLength && Base64Url.IsValid(text) ? text : null;
    }

    /// <summary>Written beside and renamed, so that a reader sees a whole token or the one before.</summary>
    private static string Create(string path)
    {
        var text = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(SecretBytes));
        var temporary = $"{path}.{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8))}";
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!RuntimeInformation.IsOSPlatform(OSPlatform.Windows))
        {
            options.UnixCreateMode = OwnerOnly;
        }

        try
        {
            using (var stream = new FileStream(temporary, options))
            {
                stream.Write(Encoding.ASCII.GetBytes(text + "\n"));
                stream.Flush(flushToDisk: true);
            }

            File.Move(temporary, path, overwrite: true);
        }
        finally
        {
            File.Delete(temporary);
        }

        return text;
    }
}
