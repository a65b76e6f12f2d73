using Krewe.Runtime.Transport;

namespace Orleans.Hosting;

/// <summary>How a silo of a cluster talks to the others.</summary>
public static class TransportSiloBuilderExtensions
{
    /// <summary>Silos talk through TLS, with certificates on both sides. All silos of a cluster do, or none.</summary>
    /// <param name="builder">The silo.</param>
    /// <param name="configure">Names this silo's certificate, and whose are accepted.</param>
    public static ISiloBuilder UseTransportTls(this ISiloBuilder builder, Action<TransportTlsOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        return builder.Configure<TransportOptions>(options => configure(options.Tls ??= new TransportTlsOptions()));
    }
}
