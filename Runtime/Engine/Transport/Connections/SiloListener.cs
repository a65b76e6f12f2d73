using System.Net;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Runtime;

namespace Krewe.Runtime.Transport.Connections;

/// <summary>A port for other silos or for clients. Opened before the silo's address is made: with port 0 the system chooses, and the address needs the choice.</summary>
internal sealed class SiloListener : IAsyncDisposable
{
    private readonly Lock _gate = new();
    private IConnectionListener? _listener;

    /// <summary>Where it listens; null before <see cref="Bind"/>.</summary>
    public IPEndPoint? EndPoint => (IPEndPoint?)_listener?.EndPoint;

    /// <summary>Opens the port, once; connections wait until they are accepted.</summary>
    /// <param name="options">Which.</param>
    /// <returns>Where it listens, the chosen port included.</returns>
    /// <exception cref="OrleansConfigurationException">It is taken, or no address of this machine.</exception>
    public IPEndPoint Bind(EndpointOptions options)
    {
        lock (_gate)
        {
            return (IPEndPoint)(_listener ??= Open(
                options.SiloListeningEndpoint ?? new IPEndPoint(options.AdvertisedIPAddress, options.SiloPort), nameof(options.SiloPort))).EndPoint;
        }
    }

    /// <summary>Opens the port for clients, once; none when the options want none.</summary>
    /// <param name="options">Which.</param>
    /// <returns>Where it listens, or null.</returns>
    /// <exception cref="OrleansConfigurationException">It is taken, or no address of this machine.</exception>
    public IPEndPoint? BindGateway(EndpointOptions options)
    {
        lock (_gate)
        {
            if (options.GatewayPort == 0 && options.GatewayListeningEndpoint is null)
            {
                return null;
            }

            return (IPEndPoint)(_listener ??= Open(
                options.GatewayListeningEndpoint ?? new IPEndPoint(options.AdvertisedIPAddress, options.GatewayPort), nameof(options.GatewayPort))).EndPoint;
        }
    }

    /// <summary>The next connection; null after the port was closed.</summary>
    public async ValueTask<ConnectionContext?> AcceptAsync() => _listener is { } listener ? await listener.AcceptAsync() : null;

    public ValueTask CloseAsync() => _listener?.UnbindAsync() ?? default;

    public ValueTask DisposeAsync() => _listener?.DisposeAsync() ?? default;

    private static IConnectionListener Open(IPEndPoint endpoint, string setting)
    {
        try
        {
            var factory = new SocketTransportFactory(Options.Create(new SocketTransportOptions()), NullLoggerFactory.Instance);
            var bound = factory.BindAsync(endpoint).AsTask();
            return bound.GetAwaiter().GetResult(); // Sockets are bound at once; the interface is asynchronous for other transports.
        }
        catch (Exception exception) when (exception is IOException or InvalidOperationException or System.Net.Sockets.SocketException)
        {
            throw new OrleansConfigurationException(
                $"KRW7207: The silo cannot listen at {endpoint}: {exception.Message}. EndpointOptions.{setting} must be free; the address must be one of this machine.",
                exception);
        }
    }
}
