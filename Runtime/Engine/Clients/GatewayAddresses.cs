using System.Globalization;
using System.Net;
using Orleans.Runtime;

namespace Krewe.Runtime.Clients;

/// <summary>Gateways as addresses: <c>gwy.tcp://ip:port/generation</c>, where generation 0 stands for whatever life of the silo is there.</summary>
internal static class GatewayAddresses
{
    private const string Scheme = "gwy.tcp";

    public static Uri ToUri(IPEndPoint endpoint, int generation = 0) =>
        new(string.Create(CultureInfo.InvariantCulture, $"{Scheme}://{endpoint}/{generation}"));

    /// <exception cref="OrleansConfigurationException">It is none.</exception>
    public static SiloAddress Parse(Uri uri)
    {
        var generation = 0;
        return uri.IsAbsoluteUri
            && uri.Scheme == Scheme
            && IPAddress.TryParse(uri.Host.Trim('[', ']'), out var address)
            && uri.Port > 0
            && (uri.AbsolutePath.Length <= 1 || int.TryParse(uri.AbsolutePath.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out generation))
            ? SiloAddress.New(address, uri.Port, generation)
            : throw new OrleansConfigurationException($"KRW7235: '{uri}' is no gateway; right is gwy.tcp://ip:port/generation, with 0 for any generation.");
    }
}
