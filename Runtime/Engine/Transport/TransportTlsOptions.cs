using System.Security.Cryptography.X509Certificates;

namespace Krewe.Runtime.Transport;

/// <summary>
/// TLS between silos. Both sides show a certificate; it is accepted when its thumbprint is pinned or when it was issued by the given
/// authority. Names in certificates are not looked at: silos are known by addresses, and the authority is the cluster's own.
/// </summary>
public sealed class TransportTlsOptions
{
    /// <summary>This silo's certificate with its private key; or else <see cref="CertificateFile"/>.</summary>
    public X509Certificate2? Certificate { get; set; }

    /// <summary>A PEM file with this silo's certificate.</summary>
    public string? CertificateFile { get; set; }

    /// <summary>A PEM file with its private key; null when <see cref="CertificateFile"/> holds it as well.</summary>
    public string? KeyFile { get; set; }

    /// <summary>A PEM file with the certificates of the authorities whose certificates are accepted.</summary>
    public string? AuthorityFile { get; set; }

    /// <summary>SHA-256 thumbprints, in hexadecimal, of certificates that are accepted whoever issued them.</summary>
    public ISet<string> Thumbprints { get; } = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
}
