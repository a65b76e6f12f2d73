using Krewe.Runtime.Membership.Probes;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans;
using Orleans.Configuration;
using Orleans.Runtime;
using Orleans.Runtime.MembershipService;

namespace Krewe.Runtime.Membership;

/// <summary>
/// A silo's part in the membership protocol: a table decides, probes find out, votes declare dead. Carries out what
/// <see cref="MembershipDecisions"/> decides. While the table is away the silo serves on; nobody joins and nobody is declared dead.
/// </summary>
internal sealed partial class MembershipAgent : ISiloMembership, IMembershipGossipReceiver, IProbeServer, IDisposable
{
    /// <summary>How often an own state is tried against the others' writes before the silo looks at its time limit.</summary>
    private const int Attempts = 12;

    /// <summary>How long a silo that leaves tries to say so; after that the others find out.</summary>
    private static readonly TimeSpan LeaveTimeout = TimeSpan.FromSeconds(10);

    private readonly MembershipStore _store;
    private readonly MembershipPublisher _publisher;
    private readonly ILocalSiloDetails _silo;
    private readonly ClusterMembershipOptions _options;
    private readonly ISiloProber _prober;
    private readonly IMembershipGossip _gossip;
    private readonly IFatalErrorHandler _fatal;
    private readonly TimeProvider _clock;
    private readonly MembershipWatch _watch;
    private readonly ILogger _logger;
    private readonly CancellationTokenSource _stop = new();
    private volatile int _enteredAt = int.MaxValue;
    private volatile TaskScheduler _turns = TaskScheduler.Default;
    private volatile bool _leaving;
    private int _died;
    private int _refreshing;
    private long _told;

    public MembershipAgent(
        IMembershipTable table,
        MembershipPublisher publisher,
        ILocalSiloDetails silo,
        IOptions<ClusterMembershipOptions> options,
        ISiloProber prober,
        IMembershipGossip gossip,
        IFatalErrorHandler fatal,
        TimeProvider clock,
        Random random,
        ILogger<MembershipAgent> logger)
    {
        _store = new MembershipStore(table, clock, random);
        _publisher = publisher;
        _silo = silo;
        _options = options.Value;
        _prober = prober;
        _gossip = gossip;
        _fatal = fatal;
        _clock = clock;
        _watch = new MembershipWatch(this, new LocalHealth(clock, options.Value), random);
        _logger = logger;
        Stopping = _stop.Token;
        _store.Observed += OnObserved;
    }

    public event Action? Died;

    internal MembershipView View => _store.View;

    internal SiloAddress Self => _silo.SiloAddress;

    internal ClusterMembershipOptions Options => _options;

    internal TimeProvider Clock => _clock;

    internal ILogger Logger => _logger;

    internal ISiloProber Prober => _prober;

    internal MembershipStore Store => _store;

    internal CancellationToken Stopping { get; }

    private DateTime Now => _clock.GetUtcNow().UtcDateTime;

    public async Task JoinAsync(CancellationToken cancellationToken)
    {
        _turns = TaskScheduler.Current; // Gossip comes in on the network's threads; what it starts runs where the agent was started.
        var entry = OwnEntry();
        var before = _clock.GetUtcNow() + _options.MaxJoinAttemptTime;
        await PersistAsync("join", before, async () => { await _store.InitializeAsync(cancellationToken); return true; }, cancellationToken);
        await PersistAsync("join", before, () => EnterAsync(entry, cancellationToken), cancellationToken);
        _enteredAt = _store.View.Version.Version;
        Log.Joining(_logger, Self, _enteredAt);
        Tell([.. _store.View.Rows.Keys.Where(other => other.Endpoint.Equals(Self.Endpoint) && other != Self)]);
        _watch.Start(_stop.Token);
    }

    public async Task BecomeActiveAsync(CancellationToken cancellationToken)
    {
        var before = _clock.GetUtcNow() + _options.MaxJoinAttemptTime;
        await PersistAsync("become active", before, () => ReachAllAsync(cancellationToken), cancellationToken);
        await PersistAsync("become active", before, () => AdvanceAsync(SiloStatus.Active, cancellationToken), cancellationToken);
        Log.Active(_logger, Self, _store.View.Version.Version);
        Tell();
    }

    public Task BeginLeaveAsync(CancellationToken cancellationToken) => SayGoodbyeAsync(SiloStatus.ShuttingDown, cancellationToken);

    public Task LeaveAsync(CancellationToken cancellationToken)
    {
        _leaving = true;
        _stop.Cancel();
        return SayGoodbyeAsync(SiloStatus.Dead, cancellationToken);
    }

    public void OnGossip(MembershipVersion version)
    {
        InterlockedMax(ref _told, version.Value);
        if (_enteredAt != int.MaxValue && version.Value > _store.View.Version.Version)
        {
            _ = _turns == TaskScheduler.Default ? RefreshQuietlyAsync() : Task.Factory.StartNew(RefreshQuietlyAsync, CancellationToken.None, TaskCreationOptions.None, _turns);
        }
    }

    public Task<ProbeReport> ProbeForAsync(SiloAddress target, TimeSpan timeout) => _watch.Probes.ProbeForAsync(target, timeout);

    /// <summary>Reads the table until the view is at least that new.</summary>
    public async Task RefreshAsync(MembershipVersion minimum, CancellationToken cancellationToken)
    {
        while ((await _store.ReadAsync(cancellationToken)).Version.Version < minimum.Value)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(50), _clock, cancellationToken);
        }
    }

    /// <summary>Declares a silo dead without asking anybody.</summary>
    public async Task<bool> KillAsync(SiloAddress silo)
    {
        var killed = silo != Self && await _store.ChangeAsync(
            view => MembershipDecisions.HasVote(view, Self) ? MembershipDecisions.Kill(view, silo, Self, Now) : null, Attempts, _stop.Token);
        Tell(silo);
        return killed;
    }

    public void Dispose() => _stop.Dispose();

    /// <summary>Falls silent without a word to the table, as the end of the process would make it.</summary>
    internal void Abandon()
    {
        _leaving = true;
        _stop.Cancel();
    }

    /// <summary>Votes for a silo's death or, when there are enough votes, declares it.</summary>
    /// <param name="suspect">Who does not answer.</param>
    /// <param name="answering">Who does, this silo included.</param>
    /// <param name="witness">Another silo that was asked and missed the suspect as well: its vote is written with this one's.</param>
    /// <param name="cancellationToken">Gives up.</param>
    internal async Task SuspectAsync(SiloAddress suspect, IReadOnlySet<SiloAddress> answering, SiloAddress? witness, CancellationToken cancellationToken)
    {
        // A table that was away may take the vote long after: by then the silence is old, and the next round of probes knows better.
        var silentAt = _clock.GetTimestamp();
        if (await _store.ChangeAsync(
            view => _clock.GetElapsedTime(silentAt) > 2 * _options.ProbeTimeout ? null : MembershipDecisions.Suspect(view, suspect, Self, answering, Now, _options, witness),
            Attempts,
            cancellationToken))
        {
            Log.Suspected(_logger, suspect, _store.View.Find(suspect)?.Status ?? SiloStatus.None, _store.View.Version.Version);
            Tell(suspect);
        }
    }

    private MembershipEntry OwnEntry() => new()
    {
        SiloAddress = Self,
        Status = SiloStatus.Joining,
        SiloName = _silo.Name,
        HostName = _silo.DnsHostName,
        ProxyPort = _silo.GatewayAddress.Endpoint.Port,
        StartTime = Now,
        IAmAliveTime = Now,
    };

    /// <summary>True once the row is there. Writes whose outcome is not known are looked for in the table.</summary>
    private async Task<bool> EnterAsync(MembershipEntry entry, CancellationToken cancellationToken)
    {
        var view = await _store.ReadAsync(cancellationToken);
        if (MembershipDecisions.Successor(view, Self) is { } later)
        {
            throw new OrleansException($"KRW7302: The silo {Self} does not join: {later} is a later start of the same endpoint. Give each silo of a machine a port of its own.");
        }

        if (view.Find(Self) is { } row)
        {
            return row.Status == SiloStatus.Dead || Math.Abs((row.StartTime - entry.StartTime).TotalSeconds) > 1 || row.SiloName != entry.SiloName
                ? throw new OrleansException($"KRW7302: The silo {Self} does not join: the table has another silo of that name and endpoint ({row.SiloName}, {row.Status}). Give each silo of a machine a port of its own.")
                : true;
        }

        while (await _store.ChangeAsync(current => MembershipDecisions.Enter(current, entry, Now), Attempts, cancellationToken))
        {
        }

        return _store.View.Find(Self) is not null;
    }

    /// <summary>Whether all active silos answer. Those that are gone are voted dead meanwhile.</summary>
    private async Task<bool> ReachAllAsync(CancellationToken cancellationToken)
    {
        var view = await _store.ReadAsync(cancellationToken);
        var peers = MembershipDecisions.PeersToReach(view, Self);
        var answers = await Task.WhenAll(peers.Select(peer => _watch.Probes.ProbeAsync(peer, _options.ProbeTimeout, cancellationToken)));
        var silent = peers.Where((_, index) => !answers[index]).ToArray();
        return silent.Length == 0
            ? true
            : throw new OrleansClusterConnectivityCheckFailedException(
                $"KRW7303: The silo {Self} does not become active: it must reach all active silos, and {string.Join(", ", silent.AsEnumerable())} did not answer. Open the silo ports between the machines in both directions.");
    }

    private async Task<bool> AdvanceAsync(SiloStatus status, CancellationToken cancellationToken)
    {
        await _store.ChangeAsync(view => MembershipDecisions.Advance(view, Self, status, Now), Attempts, cancellationToken);
        return _store.View.Find(Self) is { } row && row.Status >= status && row.Status != SiloStatus.Dead;
    }

    /// <summary>Repeats a step until it is done, it is refused for good, or its time is up.</summary>
    private async Task PersistAsync(string what, DateTimeOffset before, Func<Task<bool>> step, CancellationToken cancellationToken)
    {
        for (; ; )
        {
            Exception? reason = null;
            try
            {
                if (await step())
                {
                    return;
                }
            }
            catch (Exception exception) when (IsTransient(exception) && !cancellationToken.IsCancellationRequested)
            {
                reason = exception;
                Log.StepFailed(_logger, what, exception);
            }

            if (_died != 0)
            {
                throw new OrleansException($"KRW7301: The silo {Self} was declared dead by the others while it started. Start it again.");
            }

            if (_clock.GetUtcNow() >= before)
            {
                throw reason ?? new OrleansException($"KRW7304: The silo {Self} could not {what} within {_options.MaxJoinAttemptTime}: other silos wrote to the membership table each time.");
            }

            await Task.Delay(_options.ProbeTimeout, _clock, cancellationToken);
        }
    }

    /// <summary>What says that it will not get better is not repeated: wrong configuration, a wrong schema, a later life.</summary>
    private static bool IsTransient(Exception exception) => exception is not OrleansException or OrleansClusterConnectivityCheckFailedException;

    private async Task SayGoodbyeAsync(SiloStatus status, CancellationToken cancellationToken)
    {
        if (_enteredAt == int.MaxValue || _died != 0)
        {
            return;
        }

        try
        {
            using var limit = new CancellationTokenSource(LeaveTimeout, _clock);
            using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
            await _store.ChangeAsync(view => MembershipDecisions.Advance(view, Self, status, Now), Attempts, both.Token);
            Tell();
        }
        catch (Exception exception)
        {
            Log.GoodbyeFailed(_logger, status, exception);
        }
    }

    /// <summary>Tells the living of a change, and those who may just have been declared dead: if they live, they are to know.</summary>
    private void Tell(params SiloAddress[] alsoThese)
    {
        var peers = MembershipDecisions.PeersToTell(_store.View, Self).Union(alsoThese).ToArray();
        if (!_options.UseLivenessGossip || peers.Length == 0)
        {
            return;
        }

        try
        {
            _gossip.Send(peers, new MembershipVersion(_store.View.Version.Version));
        }
        catch (Exception exception)
        {
            Log.GossipFailed(_logger, exception);
        }
    }

    private void OnObserved(MembershipView view)
    {
        _publisher.Publish(view.ToSnapshot());
        if (_leaving || _enteredAt == int.MaxValue)
        {
            return;
        }

        switch (MembershipDecisions.Judge(view, Self, _enteredAt))
        {
            case OwnFate.Dead:
                Die($"KRW7301: The silo {Self} ends: the other silos have declared it dead at version {view.Version.Version} ({Voters(view)}). Its grains live elsewhere now; start it again.");
                break;
            case OwnFate.Missing:
                Die($"KRW7301: The silo {Self} ends: its row is gone from the membership table at version {view.Version.Version}. Its grains live elsewhere now; start it again.");
                break;
        }
    }

    private string Voters(MembershipView view) =>
        string.Join(", ", (view.Find(Self)?.SuspectTimes ?? []).Select(vote => $"{vote.Item1} at {vote.Item2:O}"));

    private void Die(string reason)
    {
        if (Interlocked.Exchange(ref _died, 1) != 0)
        {
            return;
        }

        Log.Died(_logger, reason);
        _stop.Cancel();
        Died?.Invoke();
        _fatal.OnFatal(reason);
    }

    /// <summary>Many may tell at once; one reads.</summary>
    private async Task RefreshQuietlyAsync()
    {
        if (Interlocked.Exchange(ref _refreshing, 1) != 0)
        {
            return;
        }

        try
        {
            // Again when a newer version was told of meanwhile; not for ever, it may have been a lie.
            for (var attempt = 0; attempt < 3 && _store.View.Version.Version < Volatile.Read(ref _told); attempt++)
            {
                await _store.ReadAsync(_stop.Token);
            }
        }
        catch (Exception exception)
        {
            Log.ReadFailed(_logger, exception);
        }
        finally
        {
            Volatile.Write(ref _refreshing, 0);
        }
    }

    private static void InterlockedMax(ref long target, long value)
    {
        for (var seen = Volatile.Read(ref target); value > seen; seen = Volatile.Read(ref target))
        {
            Interlocked.CompareExchange(ref target, value, seen);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(7301, LogLevel.Information, "{Silo} joins the cluster; membership version {Version}")]
        public static partial void Joining(ILogger logger, SiloAddress silo, int version);

        [LoggerMessage(7302, LogLevel.Information, "{Silo} is active; membership version {Version}")]
        public static partial void Active(ILogger logger, SiloAddress silo, int version);

        [LoggerMessage(7303, LogLevel.Warning, "{Silo} does not answer probes: now {Status}, membership version {Version}")]
        public static partial void Suspected(ILogger logger, SiloAddress silo, SiloStatus status, int version);

        [LoggerMessage(7304, LogLevel.Warning, "Could not {What} yet; trying again")]
        public static partial void StepFailed(ILogger logger, string what, Exception exception);

        [LoggerMessage(7305, LogLevel.Warning, "Could not write that this silo is {Status}; the others will find out by probing")]
        public static partial void GoodbyeFailed(ILogger logger, SiloStatus status, Exception exception);

        [LoggerMessage(7306, LogLevel.Critical, "{Reason}")]
        public static partial void Died(ILogger logger, string reason);

        [LoggerMessage(7307, LogLevel.Warning, "The membership table could not be read; the last view holds on")]
        public static partial void ReadFailed(ILogger logger, Exception exception);

        [LoggerMessage(7308, LogLevel.Debug, "The other silos could not be told of a change; they will read it")]
        public static partial void GossipFailed(ILogger logger, Exception exception);
    }
}
