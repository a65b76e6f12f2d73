using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;

namespace Krewe.Silo.Https;

/// <summary>Puts the certificate between Kestrel and its connections.</summary>
internal static class HttpsHosting
{
    public static IServiceCollection AddKreweHttps(this IServiceCollection services, HttpsSettings settings) => services
        .AddSingleton(settings)
        .AddSingleton<ServerCertificate>()
        .AddHostedService<CertificateWatch>();

    /// <summary>Asks for the certificate at each handshake, so that a new one needs no new listener.</summary>
    public static void UseKreweCertificate(this ListenOptions listen)
    {
        var certificate = listen.ApplicationServices.GetRequiredService<ServerCertificate>();
        listen.UseHttps(new TlsHandshakeCallbackOptions { OnConnection = _ => ValueTask.FromResult(certificate.ForHandshake()) });
    }
}
