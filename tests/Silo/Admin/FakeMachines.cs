using System.Collections.Immutable;
using Krewe.Errors;
using Krewe.Machines;
using Krewe.Naming;
using Krewe.Silo.Admin.Cluster;

namespace Krewe.Silo.Tests.Admin;

/// <summary>One pool with one machine.</summary>
internal sealed class FakeMachines : IMachineReader
{
    public static MachinesView View { get; } = new()
    {
        Pool = new PoolKey("local", "default"),
        Executor = "host-a",
        Machines = [new Machine { Name = "big-1", Group = "big", Cost = new MachineCost(PurchaseType.OnDemand, 4, 0), OrderedAt = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero) }],
        PerHour = 4,
        Spent = ImmutableSortedDictionary<PurchaseType, double>.Empty.Add(PurchaseType.OnDemand, 7.5),
    };

    public Task<(ImmutableArray<MachinesView> Pools, ImmutableArray<Problem> Problems)> GetMachinesAsync(CancellationToken cancellationToken) =>
        Task.FromResult<(ImmutableArray<MachinesView>, ImmutableArray<Problem>)>(([View], []));
}
