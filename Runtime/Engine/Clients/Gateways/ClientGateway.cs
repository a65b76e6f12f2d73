using System.Collections.Concurrent;
using Krewe.Runtime.Hosting;
using Krewe.Runtime.Messaging;
using Krewe.Runtime.Placement;
using Krewe.Runtime.Transport.Frames;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans;
using Orleans.Configuration;
using Orleans.Runtime;

namespace Krewe.Runtime.Clients.Gateways;

/// <summary>The clients of this silo: their calls go into the cluster under its name, and their answers come back through it.</summary>
internal sealed partial class ClientGateway : ILifecycleParticipant<ISiloLifecycle>, IDisposable
{
    private static readonly TimeSpan SweepPeriod = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan DrainPoll = TimeSpan.FromMilliseconds(20);

    private readonly ConcurrentDictionary<GrainId, ClientSession> _sessions = new();
    private readonly Lazy<MessageCenter> _messages; // late: it sends through the locator, which asks for clients here
    private readonly ClusterView _cluster;
    private readonly EngineTurns _turns;
    private readonly IClusterMembershipService _membership;
    private readonly SiloMessagingOptions _options;
    private readonly ILogger _logger;
    private ITimer? _timer;
    private volatile bool _draining;

    public ClientGateway(
        IServiceProvider services,
        ClusterView cluster,
        EngineTurns turns,
        IClusterMembershipService membership,
        EngineClock clock,
        IOptions<SiloMessagingOptions> options,
        ILogger<ClientGateway> logger)
    {
        _messages = new Lazy<MessageCenter>(services.GetRequiredService<MessageCenter>);
        _cluster = cluster;
        _turns = turns;
        _membership = membership;
        Time = clock.Grains;
        _options = options.Value;
        _logger = logger;
    }

    public TimeProvider Time { get; }

    public SiloAddress Silo => _cluster.Local;

    /// <summary>How many clients are connected.</summary>
    public int Count => _sessions.Values.Count(session => session.Connection is not null);

    public static ClientNotAvailableException NotAvailable(GrainId observer) =>
        new($"KRW7237: The client of {observer} is connected to no silo; whether it was called is not known.");

    public void Participate(ISiloLifecycle lifecycle)
    {
        lifecycle.Subscribe(nameof(ClientGateway), ServiceLifecycleStage.RuntimeServices, Start);
        lifecycle.Subscribe(nameof(ClientGateway), ServiceLifecycleStage.Active, static _ => Task.CompletedTask, BeginDrain);
        lifecycle.Subscribe(nameof(ClientGateway), ServiceLifecycleStage.ValidateInitialConnectivity, static _ => Task.CompletedTask, EndDrainAsync);

        Task Start(CancellationToken cancellationToken)
        {
            _messages.Value.Gateway = this;
            _timer = Time.CreateTimer(static state => ((ClientGateway)state!).Sweep(), this, SweepPeriod, SweepPeriod);
            _turns.Run(WatchAsync);
            return Task.CompletedTask;
        }
    }

    /// <summary>A client has connected.</summary>
    /// <param name="introduction">Who it is.</param>
    /// <param name="link">The way to it.</param>
    /// <returns>Takes what the client sends.</returns>
    public IClientLinkOwner Connect(ClientIntroduction introduction, IClientLink link)
    {
        while (true)
        {
            var session = _sessions.GetOrAdd(introduction.Client, client => new ClientSession(client, _messages.Value, Time));
            var connection = new ClientConnection(this, session, link);
            session.Attach(connection);
            if (_sessions.GetValueOrDefault(introduction.Client) != session)
            {
                continue; // It was just being dropped.
            }

            Log.Connected(_logger, introduction.Client);
            if (_draining)
            {
                connection.Tell(MessageKind.Draining);
            }

            return connection;
        }
    }

    /// <summary>Whether a client is here.</summary>
    public ClientPresence Find(GrainId client) => !_sessions.TryGetValue(client, out var session) ? ClientPresence.Unknown
        : session.Connection is null ? ClientPresence.Away
        : ClientPresence.Connected;

    /// <summary>Takes what is for a client. False when that is not here.</summary>
    public bool TryDeliver(Message message)
    {
        if (!_sessions.TryGetValue(ClientIds.ClientOf(message.Target), out var session))
        {
            return false;
        }

        if (message.Kind == MessageKind.Response)
        {
            session.Answer(message.CorrelationId, message.Response!);
        }
        else
        {
            session.Deliver(message);
        }

        return true;
    }

    public bool IsWaitedFor(Message call) => _sessions.TryGetValue(call.Source, out var session) && session.IsWaitedFor(call.CorrelationId);

    public void Moved(Message notice, SiloAddress to)
    {
        if (_sessions.TryGetValue(notice.Target, out var session))
        {
            session.Moved(notice.CorrelationId, to);
        }
    }

    public void SiloDied(SiloAddress silo)
    {
        foreach (var session in Sessions())
        {
            session.SiloDied(silo);
        }
    }

    /// <summary>This silo no longer belongs to the cluster: its clients go elsewhere.</summary>
    public void Abort()
    {
        foreach (var session in Sessions())
        {
            session.Connection?.Link.Abort();
        }
    }

    /// <summary>Takes a client's call. What silos ask of each other is not for clients.</summary>
    public void Call(ClientSession session, Message message)
    {
        if (SiloControl.SiloOf(message.Target) is not null)
        {
            _messages.Value.Reject(message, new OrleansMessageRejectionException($"KRW7236: {message.Target} is not for clients; the call did not run."));
            return;
        }

        session.Call(message);
    }

    /// <summary>Takes what a client's observer returned.</summary>
    public void Answer(ClientSession session, Message response)
    {
        if (!ClientIds.ClientOf(response.Source).Equals(session.Client) || response.TargetSilo is null)
        {
            return;
        }

        response.SourceSilo = Silo;
        try
        {
            _messages.Value.Send(response);
        }
        catch (OrleansException)
        {
            // The caller's silo is gone, or this one is: nobody waits.
        }
    }

    public void NotSent(Message message, Exception reason)
    {
        if (message.Kind == MessageKind.Request)
        {
            _messages.Value.Reject(message, reason);
        }
    }

    public void NoteUnreadable(GrainId client, in MessageParts parts, Exception reason) =>
        Log.Unreadable(_logger, parts.Interface, parts.Method, client, reason.Message);

    /// <summary>A connection has ended. A client that took its leave is forgotten, another one may come back.</summary>
    public void Left(ClientConnection connection)
    {
        var session = connection.Session;
        if (session.Detach(connection))
        {
            Log.Left(_logger, session.Client);
            if (connection.HasSaidGoodbye && !_draining)
            {
                Forget(session);
            }
        }
    }

    public void Dispose() => _timer?.Dispose();

    private IEnumerable<ClientSession> Sessions() => _sessions.Values.OrderBy(session => session.Client);

    private void Forget(ClientSession session)
    {
        _sessions.TryRemove(new KeyValuePair<GrainId, ClientSession>(session.Client, session));
        session.Drop();
    }

    private void Sweep()
    {
        foreach (var session in Sessions())
        {
            session.Sweep();
            if (session.IsGone(_options.ClientDropTimeout))
            {
                Log.Dropped(_logger, session.Client);
                Forget(session);
            }
            else if (session.Connection is { IsSilent: true } silent)
            {
                silent.Link.Abort();
            }
        }
    }

    /// <summary>Clients read the list of gateways when the cluster has changed: the new silo may be the one that is to take over.</summary>
    private async Task WatchAsync()
    {
        IReadOnlyList<SiloAddress> known = [];
        await foreach (var _ in _membership.MembershipUpdates)
        {
            var active = _cluster.Active;
            if (!active.SequenceEqual(known))
            {
                known = active;
                Tell(MessageKind.GatewaysChanged);
            }
        }
    }

    private void Tell(MessageKind kind)
    {
        foreach (var session in Sessions())
        {
            session.Connection?.Tell(kind);
        }
    }

    private Task BeginDrain(CancellationToken cancellationToken)
    {
        _draining = true;
        Tell(MessageKind.Draining);
        return Task.CompletedTask;
    }

    /// <summary>Closes when all clients have gone over and have their answers; at once when there is no other silo where they could go.</summary>
    private async Task EndDrainAsync(CancellationToken cancellationToken)
    {
        var begun = Time.GetTimestamp();
        while (Sessions().Any(session => session.Connection is { } connection && !(connection.HasSaidGoodbye && session.IsIdle))
            && _cluster.Active.Any(silo => silo != Silo)
            && Time.GetElapsedTime(begun) < _options.ClientGatewayShutdownNotificationTimeout
            && !cancellationToken.IsCancellationRequested)
        {
            await Task.Delay(DrainPoll, Time, CancellationToken.None);
        }

        foreach (var session in Sessions())
        {
            session.Connection?.Link.Close();
        }

        Dispose();
    }

    private static partial class Log
    {
        [LoggerMessage(7244, LogLevel.Information, "{Client} is connected")]
        public static partial void Connected(ILogger logger, GrainId client);

        [LoggerMessage(7245, LogLevel.Information, "{Client} is no longer connected")]
        public static partial void Left(ILogger logger, GrainId client);

        [LoggerMessage(7246, LogLevel.Information, "{Client} did not come back and is forgotten")]
        public static partial void Dropped(ILogger logger, GrainId client);

        [LoggerMessage(7255, LogLevel.Warning, "KRW7216: A message of {Interface}/{Method} from {Client} cannot be read: {Reason}")]
        public static partial void Unreadable(ILogger logger, string? @interface, string? method, GrainId client, string reason);
    }
}
