using System.Net.Sockets;
using Krewe.Runtime.Clients;
using Krewe.Runtime.Transport.Handshakes;
using Krewe.Runtime.Transport.Security;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging.Abstractions;
using Orleans.Runtime;

namespace Krewe.Runtime.Transport.Connections;

/// <summary>Opens connections to silos.</summary>
internal sealed class SiloConnector(TransportSettings settings, TlsLayer? tls) : IDisposable
{
    // Four batches: one is made while another is sent. What is in it counts as sent, so it is not larger.
    private const int MaxUnsentBytes = 4 * FrameSender.BatchBytes;

    private readonly SocketConnectionContextFactory _factory = new(new SocketConnectionFactoryOptions { MaxWriteBufferSize = MaxUnsentBytes }, NullLogger.Instance);
    private readonly Handshake _handshake = new(settings.Self, settings.Ids);

    /// <summary>Connects and introduces this silo, or a client.</summary>
    /// <param name="peer">Whom.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <param name="client">The client; null for a silo.</param>
    /// <returns>The connection, and the numbers of the first message's frame there and back.</returns>
    public async Task<(SocketLink Link, uint FirstThere, uint FirstBack)> OpenAsync(
        SiloAddress peer, CancellationToken cancellationToken, ClientIntroduction? client = null)
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
            var (there, back) = await _handshake.IntroduceAsync(link.Input, link.Output, peer, client, either.Token);
            return (link, there, back);
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
