using System.Collections.Immutable;
using Krewe.Grains.Machines;
using Krewe.Grains.Tests.Support;
using Krewe.Machines;
using Krewe.Naming;
using Microsoft.Extensions.Logging.Abstractions;

namespace Krewe.Grains.Tests.Machines;

/// <summary>A simulated provider whose machines join the world as hosts some seconds after they were added, and leave it when they are gone.</summary>
internal sealed class MachineYard
{
    public const double StartSeconds = 20;
    private readonly PoolKey _pool;
    private readonly World _world;
    private readonly FakeHosts _hosts;
    private bool _runs = true;

    public MachineYard(World world, FakeHosts hosts, ImmutableArray<MachineOffer> offers, SpotLimits? spot = null, int seed = 1)
    {
        (_world, _hosts, _pool) = (world, hosts, new PoolKey(offers[0].Region, "default"));
        Provider = new SimulatedMachines(world.Silo.Time, seed);
        Provider.Added += order => _ = JoinAsync(order);
        Provider.Gone += Leave;
        Rounds = RoundsOf(offers, spot);
    }

    public SimulatedMachines Provider { get; }

    public MachineRounds Rounds { get; }

    /// <summary>Machines that never join.</summary>
    public bool Stillborn { get; set; }

    public static SpotLimits Spot { get; } = new(0, 0.5, 1, 0.5, TimeSpan.FromMinutes(5));

    public static MachineOffer Offer(string group, double price, PurchaseType purchase = PurchaseType.OnDemand, int cpu = 2, int most = 4, int least = 0) => new()
    {
        Group = group,
        Region = "local",
        CpuMillicores = cpu * 1_000,
        MemoryBytes = 4_096 * Samples.MiB,
        Cost = new MachineCost(purchase, price, 0),
        Least = least,
        Most = most,
        Start = TimeSpan.FromSeconds(StartSeconds),
        StartLimit = TimeSpan.FromMinutes(5),
        Idle = TimeSpan.FromMinutes(2),
    };

    public MachineRounds RoundsOf(ImmutableArray<MachineOffer> offers, SpotLimits? spot, string executor = "h1") => new(
        new MachineSettings(executor, [.. offers.Select(offer => (_pool, offer))], spot ?? Spot), Provider, _world.Silo.Grains, _world.Silo.Time, NullLogger<MachineRounds>.Instance);

    public Task<MachinesView> ViewAsync() => _world.Silo.Grains.GetGrain<IMachinesGrain>(_pool.ToString()).GetAsync();

    /// <summary>What the silo does each ten seconds.</summary>
    public void Start() => _ = RunAsync();

    public void Stop() => _runs = false;

    private async Task RunAsync()
    {
        while (_runs)
        {
            await Rounds.RunAsync();
            await _world.Delay(10);
        }
    }

    private async Task JoinAsync(MachineOrder order)
    {
        await _world.Delay(StartSeconds);
        if (!Stillborn && Provider.Names.Contains(order.Name))
        {
            await _world.StartAsync(order.Name, Samples.Observation(order.Offer.CpuMillicores) with { Region = order.Offer.Region, Cost = order.Offer.Cost });
        }
    }

    private void Leave(string name)
    {
        _hosts.Gone.Add(name);
        _world.SilentHosts.Add(name);
        foreach (var process in _world.Backends.Running.Where(process => process.Order.Lease.Host == name))
        {
            process.Exit(-9, notify: false);
        }
    }
}
