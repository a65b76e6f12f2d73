using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Krewe.Testing.Certificates;

/// <summary>A certificate of this test for loopback, signed by itself or by another.</summary>
public sealed class TestCertificate : IDisposable
{
    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    /// <summary>Makes one.</summary>
    /// <param name="name">Its common name, by which tests tell it from others.</param>
    /// <param name="validUntil">When it ends; null for a year from now.</param>
    /// <param name="issuer">Who signs it; null for itself.</param>
    public TestCertificate(string name, DateTimeOffset? validUntil = null, TestCertificate? issuer = null)
    {
        var request = new CertificateRequest($"CN={name}", _key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        names.AddIpAddress(System.Net.IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: false, 0, critical: true));
        var end = validUntil ?? issuer?.Certificate.NotAfter ?? DateTimeOffset.UtcNow.AddYears(1);
        var begin = issuer?.Certificate.NotBefore ?? end.AddYears(-2);
        if (issuer is null)
        {
            Certificate = request.CreateSelfSigned(begin, end);
            return;
        }

        using var signed = request.Create(issuer.Certificate, begin, end, Guid.NewGuid().ToByteArray());
        Certificate = signed.CopyWithPrivateKey(_key);
    }

    /// <summary>The certificate with its key.</summary>
    public X509Certificate2 Certificate { get; }

    /// <summary>The certificate as PEM.</summary>
    public string Pem => Certificate.ExportCertificatePem();

    /// <summary>Its key as PEM.</summary>
    public string KeyPem => _key.ExportPkcs8PrivateKeyPem();

    /// <summary>Its key as PEM behind a password.</summary>
    /// <param name="password">The password.</param>
    public string EncryptedKeyPem(string password) =>
        _key.ExportEncryptedPkcs8PrivateKeyPem(password, new PbeParameters(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 1_000));

    /// <summary>Both as PFX.</summary>
    /// <param name="password">The password; null for none.</param>
    public byte[] Pfx(string? password) => Certificate.Export(X509ContentType.Pkcs12, password);

    /// <inheritdoc/>
    public void Dispose()
    {
        Certificate.Dispose();
        _key.Dispose();
    }
}
