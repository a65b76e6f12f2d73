using System.Collections.Immutable;
using Krewe.Runtime.Hosting;
using Krewe.Runtime.Identity;
using Krewe.Runtime.Messaging;
using Krewe.Runtime.Turns;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans;
using Orleans.Configuration;
using Orleans.Messaging;
using Orleans.Runtime;
using Orleans.Runtime.Messaging;

namespace Krewe.Runtime.Clients;

/// <summary>
/// The gateways of a client: it is connected to all of them, and each grain has its own as long as that one is there. Which exist is read from
/// the list; links, list and notifications belong to the pool's turns, while choosing and sending happen on any thread.
/// </summary>
internal sealed partial class GatewayPool : IDisposable
{
    private readonly IGatewayListProvider _list;
    private readonly GatewayOptions _options;
    private readonly ConnectionOptions _connections;
    private readonly IClusterConnectionStatusObserver[] _observers;
    private readonly TurnQueue _turns;
    private readonly CancellationTokenSource _stop = new();
    private readonly Dictionary<SiloAddress, GatewayLink> _links = []; // turns only
    private ImmutableArray<GatewayLink> _known = []; // written in turns
    private ITimer? _timer;
    private long _listReadAt; // turns only
    private bool _isReading; // turns only
    private bool _readsAgain; // turns only
    private bool _isListOld; // turns only: the last reading failed
    private int _count; // turns only: connected gateways at the last notification
    private bool _wasConnected; // turns only
    private bool _isStarted; // turns only

    public GatewayPool(
        IGatewayListProvider list,
        IGatewayConnector connector,
        IOptions<GatewayOptions> options,
        IOptions<ConnectionOptions> connections,
        IEnumerable<IClusterConnectionStatusObserver> observers,
        EngineClock clock,
        ITurnScheduler turns,
        IIdSource ids,
        ILogger<GatewayPool> logger)
    {
        _list = list;
        Connector = connector;
        _options = options.Value;
        _connections = connections.Value;
        _observers = [.. observers];
        Time = clock.Grains;
        Logger = logger;
        Client = ClientIds.New(ids.NextId());
        _turns = new TurnQueue(turns, Client);
    }

    public GrainId Client { get; }

    public TimeProvider Time { get; }

    public ILogger Logger { get; }

    public IGatewayConnector Connector { get; }

    public TimeSpan RetryDelay => _connections.ConnectionRetryDelay;

    /// <summary>How many gateways are connected.</summary>
    public int ConnectedCount => _known.Count(static link => link.State != GatewayLinkState.Down);

    /// <summary>Takes the calls of observers and the outcomes of calls.</summary>
    public Action<Message> Receiver { get; set; } = static _ => { };

    /// <summary>Takes what was not sent.</summary>
    public Action<Message, Exception> NotSent { get; set; } = static (_, _) => { };

    /// <summary>Told of a gateway whose connection was lost.</summary>
    public Action<SiloAddress> GatewayLost { get; set; } = static _ => { };

    public ClientIntroduction Introduce() => new(Client);

    /// <summary>
    /// The gateway of a grain: the one with the highest hash of both, so that the loss of one moves its own grains only. One that drains is taken
    /// only where no other is connected.
    /// </summary>
    public GatewayLink? Choose(GrainId grain)
    {
        GatewayLink? best = null;
        var bestRank = 0UL;
        foreach (var link in _known)
        {
            var state = link.State;
            if (state == GatewayLinkState.Down)
            {
                continue;
            }

            var rank = Mix(grain.GetUniformHashCode(), (uint)link.Gateway.GetConsistentHashCode()) >> 1;
            rank |= state == GatewayLinkState.Up ? 1UL << 63 : 0;
            if (best is null || rank > bestRank)
            {
                (best, bestRank) = (link, rank);
            }
        }

        return best;
    }

    public GatewayLink? Find(SiloAddress gateway) => _known.FirstOrDefault(link => link.Gateway == gateway);

    /// <summary>Connects to at least one gateway.</summary>
    /// <exception cref="ConnectionFailedException">To none, and the filter does not want another attempt.</exception>
    public Task StartAsync(IClientConnectionRetryFilter filter, CancellationToken cancellationToken) => RunAsync(async () =>
    {
        while (true)
        {
            try
            {
                await TryStartAsync(cancellationToken);
                break;
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                if (!await filter.ShouldRetryConnectionAttempt(exception, cancellationToken))
                {
                    throw;
                }
            }
        }

        _isStarted = true;
        foreach (var link in _links.Values)
        {
            _ = link.RunAsync(_stop.Token);
        }

        _timer = Time.CreateTimer(static state => ((GatewayPool)state!).Tick(), this, ClientSignals.PingPeriod, ClientSignals.PingPeriod);
        return true;
    });

    /// <summary>Sends what is queued, then closes all connections.</summary>
    public Task StopAsync(CancellationToken cancellationToken) => RunAsync(async () =>
    {
        _stop.Cancel(); // Here and not on another thread: what it ends belongs to these turns.
        if (_timer is not null)
        {
            await _timer.DisposeAsync();
        }

        using (cancellationToken.UnsafeRegister(static state => ((GatewayPool)state!).Abort(), this))
        {
            await Task.WhenAll(_links.Values.Select(link => link.CloseAsync()));
        }

        return true;
    });

    /// <summary>Something about the gateways is different from before.</summary>
    /// <param name="readsList">Whether the list may be, too.</param>
    public void Changed(bool readsList) => _turns.QueueAction(() =>
    {
        Notify();
        if (readsList)
        {
            _ = ReadListAsync();
        }
    });

    /// <summary>A gateway is connected. Turns only.</summary>
    public void Gained(GatewayLink link)
    {
        Log.Gained(Logger, link.Gateway);
        Notify();
    }

    /// <summary>A gateway's connection has ended. Turns only.</summary>
    public void Lost(GatewayLink link)
    {
        GatewayLost(link.Gateway);
        Notify();
        _ = ReadListAsync();
    }

    /// <summary>A gateway is no longer wanted. Turns only.</summary>
    public void Remove(GatewayLink link)
    {
        if (_links.TryGetValue(link.Gateway, out var known) && known == link)
        {
            _links.Remove(link.Gateway);
            _known = [.. _links.Values];
        }
    }

    public void Dispose()
    {
        _timer?.Dispose();
        _stop.Dispose();
    }

    private static ulong Mix(uint grain, uint gateway)
    {
        var value = (((ulong)grain << 32) | gateway) + 0x9E3779B97F4A7C15UL;
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9UL;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EBUL;
        return value ^ (value >> 31);
    }

    private Task<T> RunAsync<T>(Func<Task<T>> work) =>
        Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.DenyChildAttach, _turns).Unwrap();

    private void Abort()
    {
        foreach (var link in _known)
        {
            link.Abort();
        }
    }

    private async Task TryStartAsync(CancellationToken cancellationToken)
    {
        try
        {
            await _list.InitializeGatewayListProviderAsync(cancellationToken);
            Take(await _list.GetGatewaysAsync(cancellationToken));
        }
        catch (Exception exception) when (exception is not OperationCanceledException and not OrleansConfigurationException)
        {
            throw new ConnectionFailedException($"KRW7232: The list of gateways cannot be read: {exception.Message}", exception);
        }

        if (_links.Count == 0)
        {
            throw new ConnectionFailedException("KRW7234: The list of gateways is empty: no silo of the cluster serves with a gateway port (EndpointOptions.GatewayPort).");
        }

        var attempts = _links.Values.Select(link => link.ConnectAsync(cancellationToken)).ToList();
        while (attempts.Count > 0)
        {
            var done = await Task.WhenAny(attempts);
            if (await done is null)
            {
                return;
            }

            attempts.Remove(done);
        }

        cancellationToken.ThrowIfCancellationRequested();
        var failed = _links.Values.Where(link => link.Failure is not null).ToArray();
        throw new ConnectionFailedException(
            $"KRW7230: No gateway could be connected: {string.Join("; ", failed.Select(link => $"{link.Gateway.Endpoint}: {link.Failure!.Message}"))}.",
            failed[0].Failure!);
    }

    private void Tick() => _turns.QueueAction(() =>
    {
        foreach (var link in _known)
        {
            link.Watch();
        }

        var isDue = Time.GetElapsedTime(_listReadAt) >= _options.GatewayListRefreshPeriod || _isListOld || _known.All(link => link.State != GatewayLinkState.Up);
        if (isDue && _list.IsUpdatable)
        {
            _ = ReadListAsync();
        }
    });

    private async Task ReadListAsync()
    {
        if (_isReading || _stop.IsCancellationRequested || !_list.IsUpdatable)
        {
            _readsAgain = _isReading;
            return;
        }

        _isReading = true;
        try
        {
            do
            {
                _readsAgain = false;
                _listReadAt = Time.GetTimestamp();
                Take(await _list.GetGatewaysAsync(_stop.Token));
                _isListOld = false;
            }
            while (_readsAgain);
        }
        catch (Exception exception)
        {
            // What was known is used on: the table's outage is no reason to leave silos that serve. What it was read for may be new, so again soon.
            _isListOld = true;
            if (!_stop.IsCancellationRequested)
            {
                Log.ListNotRead(Logger, exception.Message);
            }
        }
        finally
        {
            _isReading = false;
        }
    }

    private void Take(IList<Uri> gateways)
    {
        var listed = gateways.Select(GatewayAddresses.Parse).ToHashSet();
        foreach (var (gateway, link) in _links)
        {
            link.IsListed = listed.Contains(gateway);
        }

        foreach (var gateway in listed.Order())
        {
            if (!_links.ContainsKey(gateway))
            {
                var link = new GatewayLink(gateway, this);
                _links[gateway] = link;
                if (_isStarted)
                {
                    _ = link.RunAsync(_stop.Token);
                }
            }
        }

        if (!_isStarted)
        {
            foreach (var link in _links.Values.Where(link => !link.IsListed).ToArray())
            {
                _links.Remove(link.Gateway);
            }
        }

        _known = [.. _links.Values];
        Notify();
    }

    /// <summary>Leaves gateways that drain as soon as another one serves, and says how many there are.</summary>
    private void Notify()
    {
        var up = _known.Count(link => link.State == GatewayLinkState.Up);
        if (up > 0)
        {
            foreach (var link in _known.Where(link => link.State == GatewayLinkState.Draining))
            {
                link.SayGoodbye();
            }
        }

        var (before, now) = (_count, ConnectedCount);
        if (before == now || _stop.IsCancellationRequested)
        {
            return;
        }

        _count = now;
        var recovered = before == 0 && _wasConnected;
        _wasConnected = true;
        if (now == 0)
        {
            Log.ClusterLost(Logger);
        }
        else if (recovered)
        {
            Log.ClusterRegained(Logger, now);
        }

        foreach (var observer in _observers)
        {
            Tell(observer, now, before, recovered);
        }
    }

    private void Tell(IClusterConnectionStatusObserver observer, int now, int before, bool recovered)
    {
        try
        {
            observer.NotifyGatewayCountChanged(now, before, recovered);
            if (now == 0)
            {
                observer.NotifyClusterConnectionLost();
            }
        }
        catch (Exception exception)
        {
            Log.ObserverFailed(Logger, exception);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(7249, LogLevel.Information, "Connected to the gateway {Gateway}")]
        public static partial void Gained(ILogger logger, SiloAddress gateway);

        [LoggerMessage(7232, LogLevel.Warning, "KRW7232: The list of gateways cannot be read: {Reason}")]
        public static partial void ListNotRead(ILogger logger, string reason);

        [LoggerMessage(7233, LogLevel.Warning, "KRW7233: The client is connected to no gateway any more")]
        public static partial void ClusterLost(ILogger logger);

        [LoggerMessage(7250, LogLevel.Information, "The client is connected again, to {Count} gateways")]
        public static partial void ClusterRegained(ILogger logger, int count);

        [LoggerMessage(7251, LogLevel.Error, "An observer of the cluster's connection failed")]
        public static partial void ObserverFailed(ILogger logger, Exception exception);
    }
}
