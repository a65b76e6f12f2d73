using System.Collections.Concurrent;
using System.Net;
using Krewe.Runtime.Messaging;
using Krewe.Runtime.Serialization;
using Krewe.Runtime.Transport.Connections;
using Krewe.Runtime.Transport.Frames;
using Krewe.Runtime.Transport.Handshakes;
using Krewe.Runtime.Transport.Security;
using Microsoft.Extensions.Logging;
using Orleans;
using Orleans.Runtime;
using Orleans.Serialization.Invocation;

namespace Krewe.Runtime.Transport;

/// <summary>
/// Messages between the processes of a cluster. To each silo there is one connection, opened by who has something to say and used in that
/// direction only; so messages from one silo to another arrive in the order in which they were sent, unless the connection is lost.
/// </summary>
internal sealed partial class SocketTransport : IMessageTransport, IFrameSink, IFrameOwner, ILifecycleParticipant<ISiloLifecycle>, IAsyncDisposable
{
    private readonly ConcurrentDictionary<SiloAddress, PeerLink> _peers = new();
    private readonly TransportSettings _settings;
    private readonly SiloListener _listener;
    private readonly SiloConnector _connector;
    private readonly IncomingConnections _incoming;
    private readonly Func<SiloAddress, PeerLink> _createPeer;
    private Action<Message> _receiver = static _ => throw new InvalidOperationException("KRW7005: The transport has no receiver yet.");
    private volatile bool _stopping;
    private int _stopped;

    /// <summary>Wires the transport; nothing is sent or accepted before <see cref="Start"/>.</summary>
    /// <param name="settings">Who this silo is, and the settings.</param>
    /// <param name="listener">Its port, open already.</param>
    public SocketTransport(TransportSettings settings, SiloListener listener)
    {
        _settings = settings;
        _listener = listener;
        var tls = settings.Options.Tls is { } options ? new TlsLayer(options, settings.Time) : null;
        _connector = new SiloConnector(settings, tls);
        _incoming = new IncomingConnections(
            settings, listener, tls, PeerRole.Silo, (link, _, first) => new FrameReceiver(settings, this, first).RunAsync(link.Input));
        _createPeer = peer => new PeerLink(peer, settings, _connector, this);
    }

    /// <summary>Where it listens.</summary>
    public IPEndPoint? EndPoint => _listener.EndPoint;

    private SiloAddress Self => _settings.Self.Silo;

    public bool HandsOver => true;

    public void Attach(Action<Message> receiver) => _receiver = receiver;

    public void Participate(ISiloLifecycle lifecycle)
    {
        ArgumentNullException.ThrowIfNull(lifecycle);
        lifecycle.Subscribe("transport", ServiceLifecycleStage.RuntimeInitialize, StartAsync, StopAsync);

        Task StartAsync(CancellationToken cancellationToken)
        {
            Start();
            return Task.CompletedTask;
        }
    }

    /// <summary>Accepts connections from now on.</summary>
    public void Start() => _incoming.Start();

    /// <summary>Sends what is queued, then closes all connections.</summary>
    /// <param name="cancellationToken">When signalled, what is left is rejected.</param>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (Interlocked.Exchange(ref _stopped, 1) != 0)
        {
            return;
        }

        _stopping = true;
        await Task.WhenAll(_peers.Values.Select(peer => peer.CloseAsync(cancellationToken)));
        await _incoming.StopAsync();
        foreach (var peer in _peers.Values)
        {
            peer.Dispose();
        }

        _connector.Dispose();
    }

    /// <summary>Closes all connections at once, unless it was stopped already.</summary>
    public async ValueTask DisposeAsync() => await StopAsync(new CancellationToken(canceled: true));

    /// <summary>Closes the way to a silo that membership has declared dead; what was not sent fails with <see cref="SiloUnavailableException"/>.</summary>
    /// <param name="silo">The silo.</param>
    public void Disconnect(SiloAddress silo)
    {
        if (_peers.TryRemove(silo, out var peer))
        {
            peer.Abandon();
        }
    }

    public void Send(Message message)
    {
        var target = message.TargetSilo ?? throw new InvalidOperationException($"{message} has no target silo.");
        if (target == Self)
        {
            message.Isolate();
            _receiver(message);
        }
        else if (target.Endpoint.Equals(Self.Endpoint))
        {
            NotSent(message, Stale(message));
        }
        else
        {
            Queue(target, OutgoingFrame.Write(message, _settings.Limits, _settings.Time.GetUtcNow()));
        }
    }

    void IFrameSink.Arrived(Message message)
    {
        if (message.TargetSilo is { } target && target != Self)
        {
            NotSent(message, Stale(message));
            return;
        }

        try
        {
            _receiver(message);
        }
        catch (Exception exception)
        {
            NotSent(message, exception);
        }
    }

    void IFrameSink.Unreadable(in MessageParts parts, Exception reason)
    {
        Log.Unreadable(_settings.Logger, parts.Interface, parts.Method, parts.SourceSilo, reason.Message);
        if (parts.Kind == MessageKind.Response)
        {
            ((IFrameSink)this).Arrived(parts.ToResponse(reason));
        }
        else if (parts.Kind == MessageKind.Request && SiloAddress.TryParse(parts.SourceSilo, null, out var caller))
        {
            var rejection = new OrleansMessageRejectionException(
                $"KRW7216: {Self} cannot read the call of {parts.Interface}/{parts.Method}, which did not run: {reason.Message} The silos are of different builds.");
            var answer = parts;
            Queue(caller, OutgoingFrame.Write(parts.ToMessage(MessageKind.Response), _settings.Limits, (_, buffer) =>
            {
                var writer = new WireWriter(buffer);
                answer.WriteAnswer(ref writer, rejection);
            }));
        }
    }

    public void NotSent(Message message, Exception reason)
    {
        _settings.Metrics.Rejected();
        if (message.Kind != MessageKind.Request)
        {
            return;
        }

        var response = new Message
        {
            Kind = MessageKind.Response,
            CorrelationId = message.CorrelationId,
            Source = message.Target,
            Target = message.Source,
            SourceSilo = Self,
            TargetSilo = message.SourceSilo ?? Self,
            Method = message.Method,
        }.With(Response.FromException(reason), isolated: true);
        try
        {
            Send(response);
        }
        catch (Exception exception)
        {
            Log.NotAnswered(_settings.Logger, message.ToString(), exception.Message);
        }
    }

    private static OrleansMessageRejectionException Stale(Message message) =>
        new($"KRW7205: {message} is for {message.TargetSilo}, which is over: another life of that silo runs. It was not executed.");

    private void Queue(SiloAddress target, OutgoingFrame frame)
    {
        var result = _stopping ? QueueResult.Closed : _peers.GetOrAdd(target, _createPeer).TrySend(frame);
        if (result == QueueResult.Queued)
        {
            return;
        }

        var message = frame.Message;
        frame.Dispose();
        NotSent(message, result == QueueResult.Full
            ? new OrleansMessageRejectionException(
                $"KRW7201: {message} was not sent: {target} does not take messages as fast as they come (TransportOptions.MaxQueuedMessages {_settings.Options.MaxQueuedMessages}, MaxQueuedBytes {_settings.Options.MaxQueuedBytes}).")
            : new SiloUnavailableException($"KRW7203: {message} was not sent to {target}: the connection is being closed."));
    }

    private static partial class Log
    {
        [LoggerMessage(7216, LogLevel.Warning, "KRW7216: A message of {Interface}/{Method} from {Silo} cannot be read: {Reason}")]
        public static partial void Unreadable(ILogger logger, string? @interface, string? method, string? silo, string reason);

        [LoggerMessage(7217, LogLevel.Warning, "KRW7217: {Call} failed, and its caller could not be told: {Reason}")]
        public static partial void NotAnswered(ILogger logger, string call, string reason);
    }
}
