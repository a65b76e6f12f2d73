using Krewe.Runtime.Transport;
using Krewe.Runtime.Transport.Connections;
using Krewe.Runtime.Transport.Security;
using Orleans.Runtime;

namespace Krewe.Runtime.Clients.Sockets;

/// <summary>Opens connections to gateways over sockets.</summary>
internal sealed class SocketGatewayConnector(TransportSettings settings) : IGatewayConnector, IDisposable
{
    private readonly SiloConnector _connector = new(settings, settings.Options.Tls is { } tls ? new TlsLayer(tls, settings.Time) : null);

    public async Task<IClientLink> ConnectAsync(
        SiloAddress gateway, ClientIntroduction introduction, IClientLinkOwner owner, CancellationToken cancellationToken)
    {
        var (link, there, back) = await _connector.OpenAsync(gateway, cancellationToken, introduction);
        var client = new SocketClientLink(settings, link, there, back);
        _ = Background.Start(() => ServeAsync(link, client, owner));
        return client;
    }

    public void Dispose() => _connector.Dispose();

    private static async Task ServeAsync(SocketLink link, SocketClientLink client, IClientLinkOwner owner)
    {
        try
        {
            await client.RunAsync(owner);
        }
        catch (Exception)
        {
            link.Abort(); // The owner has been told why.
        }
        finally
        {
            await link.DisposeAsync();
        }
    }
}
