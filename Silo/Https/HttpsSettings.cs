namespace Krewe.Silo.Https;

/// <summary>The certificate of https addresses. Files, so that it can change while the silo runs.</summary>
public sealed record HttpsSettings
{
    /// <summary>The certificate with those of its issuers: PEM, or PFX with the key.</summary>
    public required string CertificateFile { get; init; }

    /// <summary>The private key, PEM; null when it is in the certificate's file.</summary>
    public string? KeyFile { get; init; }

    /// <summary>A file with the password of the PFX file or of an encrypted key; null for none.</summary>
    public string? PasswordFile { get; init; }
}
