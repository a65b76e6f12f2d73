using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Krewe.Errors;
using Krewe.Silo.Configuration;

namespace Krewe.Silo.Https;

/// <summary>Reads certificates: PEM with issuers behind the certificate, the key in the same file or in another, or PFX.</summary>
internal static class CertificateFiles
{
    /// <summary>What the files hold now, as a hash; two equal ones need not be read again.</summary>
    /// <exception cref="KreweException">A file cannot be read (KRW2105).</exception>
    public static string Content(HttpsSettings settings) => Guarded(settings, () => Hash(Bytes(settings)));

    /// <summary>Reads the certificate.</summary>
    /// <exception cref="KreweException">A file cannot be read, or holds no certificate with its key (KRW2105).</exception>
    public static LoadedCertificate Read(HttpsSettings settings) => Guarded(settings, () =>
    {
        var bytes = Bytes(settings);
        var password = settings.PasswordFile is null ? null : Encoding.UTF8.GetString(bytes[^1]).TrimEnd('\r', '\n');
        var text = Encoding.UTF8.GetString(bytes[0]);
        var (certificate, issuers) = text.Contains("-----BEGIN", StringComparison.Ordinal)
            ? OfPem(text, settings.KeyFile is null ? text : Encoding.UTF8.GetString(bytes[1]), password)
            : OfPfx(bytes[0], password);
        return new LoadedCertificate(SslStreamCertificateContext.Create(certificate, issuers, offline: true), Hash(bytes));
    });

    private static (X509Certificate2 Certificate, X509Certificate2Collection Issuers) OfPem(string text, string key, string? password)
    {
        var all = new X509Certificate2Collection();
        all.ImportFromPem(text);
        if (all.Count == 0)
        {
            throw new CryptographicException("there is no certificate in it");
        }

        var certificate = password is null ? X509Certificate2.CreateFromPem(text, key) : X509Certificate2.CreateFromEncryptedPem(text, key, password);
        all.RemoveAt(0);
        if (OperatingSystem.IsWindows())
        {
            // Windows' handshakes need a key that is kept somewhere.
            using (certificate)
            {
                return (X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pkcs12), null), all);
            }
        }

        return (certificate, all);
    }

    private static (X509Certificate2 Certificate, X509Certificate2Collection Issuers) OfPfx(byte[] bytes, string? password)
    {
        var all = X509CertificateLoader.LoadPkcs12Collection(bytes, password);
        var certificate = all.FirstOrDefault(candidate => candidate.HasPrivateKey) ?? throw new CryptographicException("no certificate in it has its private key");
        all.Remove(certificate);
        return (certificate, all);
    }

    private static List<byte[]> Bytes(HttpsSettings settings) =>
        [.. new[] { settings.CertificateFile, settings.KeyFile, settings.PasswordFile }.OfType<string>().Select(File.ReadAllBytes)];

    private static string Hash(IEnumerable<byte[]> files)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var file in files)
        {
            hash.AppendData(SHA256.HashData(file));
        }

        return Convert.ToHexString(hash.GetHashAndReset());
    }

    private static T Guarded<T>(HttpsSettings settings, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or CryptographicException or ArgumentException)
        {
            // Messages of the readers name no content of the files.
            throw new KreweException(
                new Problem
                {
                    Code = ErrorCodes.CertificateUnusable,
                    Message = $"the certificate in {settings.CertificateFile} cannot be used: {exception.Message}",
                    Where = SettingCatalog.Certificate.Option,
                    Next = $"give a PEM file with its key (in the same file, or by {SettingCatalog.CertificateKey.Option}), or a PFX file with its password by {SettingCatalog.CertificatePasswordFile.Option}",
                },
                exception);
        }
    }
}
