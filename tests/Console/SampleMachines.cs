using Krewe.Machines;
using Krewe.Naming;

namespace Krewe.Commands.Tests;

/// <summary>Machines that come and go, as docs/console.md shows them.</summary>
internal static class SampleMachines
{
    private static readonly DateTimeOffset Noon = new(2026, 10, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly MachineCost OnDemand = new(PurchaseType.OnDemand, 16.02, 0);
    private static readonly MachineCost Spot = new(PurchaseType.Spot, 5.94, 0.05);

    public static MachinesView View { get; } = new()
    {
        Pool = new PoolKey("local", "default"),
        Executor = "host-a",
        Machines =
        [
            new() { Name = "big-2", Group = "big", Phase = MachinePhase.Joined, Cost = OnDemand, OrderedAt = Noon.AddHours(-1), JoinedAt = Noon.AddMinutes(-58), Reason = "without room, and cheapest on big at 16.02 an hour: 2 of default/digits@local" },
            new() { Name = "big-spot-7", Group = "big-spot", Phase = MachinePhase.Leaving, Cost = Spot, OrderedAt = Noon.AddHours(-2), JoinedAt = Noon.AddMinutes(-118), EndsAt = Noon.AddMinutes(2), Reason = "its owner takes it back" },
        ],
        Groups = [Group("big", OnDemand), Group("big-spot", Spot) with { InterruptionsPerHour = 0.0625, PausedUntil = Noon.AddMinutes(5) }],
        PerHour = 21.96,
    };

    private static MachineGroupView Group(string name, MachineCost cost) => new()
    {
        Offer = new MachineOffer { Group = name, Region = "local", Cost = cost, Most = 20, CpuMillicores = 32_000, MemoryBytes = 256L << 30, Devices = 4, DeviceClass = "h100" },
        Count = 1,
        Start = TimeSpan.FromSeconds(95),
    };
}
