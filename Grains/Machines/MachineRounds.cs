using System.Collections.Immutable;
using Krewe.Machines;
using Krewe.Naming;
using Microsoft.Extensions.Logging;

namespace Krewe.Grains.Machines;

/// <summary>
/// Tells pools' grains which machines there are, and has the provider do what they answer. It is no grain: somebody of the silo calls it each
/// <see cref="Period"/>. An order that takes long is waited for beside the next rounds; one that fails is told with the next report.
/// </summary>
public sealed partial class MachineRounds(MachineSettings settings, IMachineProvider provider, IGrainFactory grains, TimeProvider time, ILogger<MachineRounds> logger)
{
    /// <summary>The time between two rounds.</summary>
    public static readonly TimeSpan Period = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly Dictionary<string, Task> _underWay = new(StringComparer.Ordinal);
    private readonly Dictionary<string, MachineFailure> _failures = new(StringComparer.Ordinal);

    /// <summary>Who carries out orders here.</summary>
    public string Executor => settings.Executor;

    /// <summary>What pools said last, by pool.</summary>
    public ImmutableSortedDictionary<string, MachinesView> Views { get; private set; } = ImmutableSortedDictionary<string, MachinesView>.Empty.WithComparers(StringComparer.Ordinal);

    /// <summary>Orders by group, kind (<c>add</c>, <c>remove</c>) and whether they succeeded; counters since the start.</summary>
    public ImmutableSortedDictionary<(string Group, string Kind, bool Done), long> Orders { get; private set; } = ImmutableSortedDictionary<(string, string, bool), long>.Empty;

    /// <summary>One round. The next one is begun when it has ended.</summary>
    /// <param name="cancellationToken">Ends waiting for the provider.</param>
    public async Task RunAsync(CancellationToken cancellationToken = default)
    {
        foreach (var done in _underWay.Where(pair => pair.Value.IsCompleted).Select(pair => pair.Key).ToList())
        {
            _underWay.Remove(done);
        }

        var seen = await ListAsync(cancellationToken);
        foreach (var pool in settings.Offers.GroupBy(pair => pair.Pool).OrderBy(pool => pool.Key.ToString(), StringComparer.Ordinal))
        {
            await TellAsync(pool.Key, [.. pool.Select(pair => pair.Offer)], seen, cancellationToken);
        }
    }

    /// <summary>Waits for the orders that are under way.</summary>
    public Task DrainAsync() => Task.WhenAll(_underWay.Values);

    private async Task<ImmutableArray<SeenMachine>?> ListAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await provider.ListAsync(cancellationToken);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            Log.NotListed(logger, exception);
            return null;
        }
    }

    private async Task TellAsync(PoolKey pool, ImmutableArray<MachineOffer> offers, ImmutableArray<SeenMachine>? seen, CancellationToken cancellationToken)
    {
        bool IsOurs(string name) => offers.Any(offer => name.StartsWith(offer.Group + "-", StringComparison.Ordinal));
        ImmutableArray<MachineFailure> failures = [.. _failures.Values.Where(failure => IsOurs(failure.Name)).OrderBy(failure => failure.Name, StringComparer.Ordinal)];
        var grain = grains.GetGrain<IMachinesGrain>(pool.ToString());
        try
        {
            var orders = await grain.RoundAsync(new MachineReport { Executor = settings.Executor, Offers = offers, Spot = settings.Spot, Seen = seen, Failures = failures }).WaitAsync(Patience, time, cancellationToken);
            foreach (var failure in failures)
            {
                _failures.Remove(failure.Name);
            }

            foreach (var order in orders.Add)
            {
                Begin(order.Name, order.Offer.Group, "add", () => provider.AddAsync(order, cancellationToken));
            }

            foreach (var name in orders.Remove)
            {
                Begin(name, name[..name.LastIndexOf('-')], "remove", () => provider.RemoveAsync(name, cancellationToken));
            }

            Views = Views.SetItem(pool.ToString(), await grain.GetAsync().WaitAsync(Patience, time, cancellationToken));
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            Log.NotTold(logger, exception, pool);
        }
    }

    private void Begin(string name, string group, string kind, Func<Task> order)
    {
        if (!_underWay.ContainsKey(name))
        {
            _underWay[name] = RunAsync();
        }

        async Task RunAsync()
        {
            try
            {
                await order();
                Count(done: true);
            }
            catch (Exception exception)
            {
                Count(done: false);
                Log.NotDone(logger, exception, kind, name);
                if (kind == "add")
                {
                    _failures[name] = new MachineFailure(name, exception.Message);
                }
            }
        }

        void Count(bool done)
        {
            var key = (group, kind, done);
            Orders = Orders.SetItem(key, Orders.GetValueOrDefault(key) + 1);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 3703, Level = LogLevel.Warning, Message = "The provider did not list the machines; nothing is concluded from that, and the next round asks again.")]
        public static partial void NotListed(ILogger logger, Exception exception);

        [LoggerMessage(EventId = 3704, Level = LogLevel.Warning, Message = "Pool {Pool} could not be told which machines there are; the next round tells it.")]
        public static partial void NotTold(ILogger logger, Exception exception, PoolKey pool);

        [LoggerMessage(EventId = 3705, Level = LogLevel.Warning, Message = "The provider could not {Kind} machine {Machine}.")]
        public static partial void NotDone(ILogger logger, Exception exception, string kind, string machine);
    }
}
