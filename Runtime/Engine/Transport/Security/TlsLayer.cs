using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Connections;
using Orleans.Runtime;

namespace Krewe.Runtime.Transport.Security;

/// <summary>TLS over a connection, both sides with certificates.</summary>
internal sealed class TlsLayer
{
    private readonly X509Certificate2 _certificate;
    private readonly X509Certificate2Collection _authorities = [];
    private readonly ISet<string> _thumbprints;
    private readonly TimeProvider _time;

    public TlsLayer(TransportTlsOptions options, TimeProvider time)
    {
        _time = time;
        _thumbprints = options.Thumbprints;
        try
        {
            _certificate = options.Certificate ?? X509Certificate2.CreateFromPemFile(options.CertificateFile!, options.KeyFile);
            if (options.AuthorityFile is { } file)
            {
                _authorities.ImportFromPemFile(file);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or CryptographicException)
        {
            throw new OrleansConfigurationException(
                $"KRW7208: The certificates of TransportOptions.Tls cannot be read ({options.CertificateFile}, {options.KeyFile}, {options.AuthorityFile}): {exception.Message}", exception);
        }
    }

    public async Task<SslStream> OpenAsync(ConnectionContext connection, string host, CancellationToken cancellationToken)
    {
        var stream = new SslStream(new DuplexPipeStream(connection.Transport));
        await stream.AuthenticateAsClientAsync(
            new SslClientAuthenticationOptions
            {
                TargetHost = host,
                ClientCertificates = [_certificate],
                LocalCertificateSelectionCallback = (_, _, _, _, _) => _certificate,
                EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
                RemoteCertificateValidationCallback = IsTrusted,
            },
            cancellationToken);
        return stream;
    }

    public async Task<SslStream> AcceptAsync(ConnectionContext connection, CancellationToken cancellationToken)
    {
        var stream = new SslStream(new DuplexPipeStream(connection.Transport));
        await stream.AuthenticateAsServerAsync(
            new SslServerAuthenticationOptions
            {
                ServerCertificate = _certificate,
                ClientCertificateRequired = true,
                EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
                RemoteCertificateValidationCallback = IsTrusted,
            },
            cancellationToken);
        return stream;
    }

    private bool IsTrusted(object sender, X509Certificate? remote, X509Chain? chain, SslPolicyErrors errors)
    {
        if (remote is null)
        {
            return false;
        }

        using var certificate = new X509Certificate2(remote);
        if (_thumbprints.Contains(certificate.GetCertHashString(HashAlgorithmName.SHA256)))
        {
            return true;
        }

        if (_authorities.Count == 0)
        {
            return false;
        }

        using var own = new X509Chain();
        own.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        own.ChainPolicy.CustomTrustStore.AddRange(_authorities);
        own.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        own.ChainPolicy.DisableCertificateDownloads = true;
        own.ChainPolicy.VerificationTime = _time.GetUtcNow().UtcDateTime;
        own.ChainPolicy.VerificationTimeIgnored = false;
        return own.Build(certificate);
    }
}
