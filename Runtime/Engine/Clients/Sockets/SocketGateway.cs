using System.Net;
using Krewe.Runtime.Transport.Connections;
using Krewe.Runtime.Transport.Handshakes;
using Krewe.Runtime.Transport.Security;
using Orleans;
using Orleans.Runtime;

namespace Krewe.Runtime.Clients.Sockets;

/// <summary>The port for clients: the connections, frames, limits and TLS of the port for silos, in both directions.</summary>
internal sealed class SocketGateway : ILifecycleParticipant<ISiloLifecycle>, IAsyncDisposable
{
    private readonly TransportSettings _settings;
    private readonly SiloListener _listener;
    private readonly IncomingConnections _incoming;
    private readonly Func<ClientIntroduction, IClientLink, IClientLinkOwner> _connect;
    private int _stopped;

    /// <summary>Wires the port; nothing is accepted before <see cref="Start"/>.</summary>
    /// <param name="settings">Who this silo is to clients, and the settings.</param>
    /// <param name="listener">Its port, open already where there is one.</param>
    /// <param name="connect">Takes the clients.</param>
    public SocketGateway(TransportSettings settings, SiloListener listener, Func<ClientIntroduction, IClientLink, IClientLinkOwner> connect)
    {
        _settings = settings;
        _listener = listener;
        _connect = connect;
        var tls = settings.Options.Tls is { } options ? new TlsLayer(options, settings.Time) : null;
        _incoming = new IncomingConnections(settings, listener, tls, PeerRole.Client, ServeAsync);
    }

    /// <summary>Where it listens; null without a gateway.</summary>
    public IPEndPoint? EndPoint => _listener.EndPoint;

    /// <summary>From when the silo serves until its clients have gone over to others.</summary>
    public void Participate(ISiloLifecycle lifecycle)
    {
        lifecycle.Subscribe(nameof(SocketGateway), ServiceLifecycleStage.Active, StartAsync);
        lifecycle.Subscribe(nameof(SocketGateway), ServiceLifecycleStage.RuntimeInitialize, static _ => Task.CompletedTask, _ => DisposeAsync().AsTask());

        Task StartAsync(CancellationToken cancellationToken)
        {
            Start();
            return Task.CompletedTask;
        }
    }

    public void Start()
    {
        if (EndPoint is not null)
        {
            _incoming.Start();
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _stopped, 1) == 0)
        {
            await _incoming.StopAsync();
        }
    }

    private Task ServeAsync(SocketLink link, HandshakeHello peer, uint first)
    {
        var client = new SocketClientLink(_settings, link, Handshake.FirstSequence(peer.Nonce), first);
        return client.RunAsync(_connect(peer.Client!, client));
    }
}
