using System.Net.Security;

namespace Krewe.Silo.Https;

/// <summary>A certificate as it was read, with what identifies the files' contents.</summary>
/// <param name="Context">The certificate with its issuers, ready for handshakes.</param>
/// <param name="Content">The hash of the files that it was read from.</param>
internal sealed record LoadedCertificate(SslStreamCertificateContext Context, string Content)
{
    public string Subject => Context.TargetCertificate.Subject;

    public DateTimeOffset ValidUntil => new(Context.TargetCertificate.NotAfter.ToUniversalTime(), TimeSpan.Zero);
}
