using System.Net.Sockets;
using Krewe.Runtime.Transport.Handshakes;
using Krewe.Runtime.Transport.Security;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging.Abstractions;
using Orleans.Runtime;

namespace Krewe.Runtime.Transport.Connections;

/// <summary>Opens connections to other silos.</summary>
internal sealed class SiloConnector(TransportSettings settings, TlsLayer? tls) : IDisposable
{
    // Four batches: one is made while another is sent. What is in it counts as sent, so it is not larger.
    private const int MaxUnsentBytes = 4 * PeerLink.BatchBytes;

    private readonly SocketConnectionContextFactory _factory = new(new SocketConnectionFactoryOptions { MaxWriteBufferSize = MaxUnsentBytes }, NullLogger.Instance);
    private readonly Handshake _handshake = new(settings.Self, settings.Ids);

    /// <summary>Connects and introduces this silo.</summary>
    /// <returns>The connection, and the number of the first message's frame.</returns>
    public async Task<(SocketLink Link, uint FirstSequence)> OpenAsync(SiloAddress peer, CancellationToken cancellationToken)
    {
        using var tooLong = new CancellationTokenSource(settings.Connections.OpenConnectionTimeout, settings.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(tooLong.Token, cancellationToken);
        ConnectionContext? connection = null;
        SocketLink? link = null;
        try
        {
            connection = await ConnectAsync(peer, either.Token);
            var secured = tls is null ? null : await tls.OpenAsync(connection, peer.Endpoint.Address.ToString(), either.Token);
            link = new SocketLink(connection, secured, settings.Metrics);
            return (link, await _handshake.OpenAsync(link.Input, link.Output, peer, either.Token));
        }
        catch (Exception exception)
        {
            if (link is not null)
            {
                link.Abort();
                await link.DisposeAsync();
            }
            else if (connection is not null)
            {
                connection.Abort();
                await connection.DisposeAsync();
            }

            if (exception is OperationCanceledException && tooLong.IsCancellationRequested)
            {
                throw new TimeoutException($"no connection within {settings.Connections.OpenConnectionTimeout} (ConnectionOptions.OpenConnectionTimeout)");
            }

            throw;
        }
    }

    public void Dispose() => _factory.Dispose();

    private async Task<ConnectionContext> ConnectAsync(SiloAddress peer, CancellationToken cancellationToken)
    {
        var socket = new Socket(peer.Endpoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(peer.Endpoint, cancellationToken);
            return _factory.Create(socket);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
