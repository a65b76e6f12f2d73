using System.Collections.Immutable;
using Krewe.Scheduling.Costs.Capacity;
using Krewe.Scheduling.Placement;
using Krewe.Scheduling.Placement.Problems;

namespace Krewe.Scheduling.Tests.Costs;

/// <summary>Hosts, needs and kinds of machines that tests change in one place each.</summary>
internal static class CapacitySamples
{
    public static CapacityDecision Decide(
        IEnumerable<CapacityKind> kinds, IEnumerable<CapacityHost>? hosts = null, IEnumerable<CapacityNeed>? needs = null, IEnumerable<CapacityMachine>? machines = null) =>
        CapacityPlanner.Decide(new CapacitySnapshot { Kinds = [.. kinds], Hosts = [.. hosts ?? []], Needs = [.. needs ?? []], Machines = [.. machines ?? []] });

    public static CapacityKind Kind(string name, int cpu, double price, int most = 100) => new()
    {
        Name = name,
        Template = Host(name, cpu).Host,
        Price = new HostPrice { Terms = PriceTerms.OnDemand, PerHour = price },
        Most = most,
    };

    public static CapacityKind Spot(string name, int cpu, double price) => Kind(name, cpu, price) with { Price = new HostPrice { Terms = PriceTerms.Spot, PerHour = price } };

    public static CapacityHost Host(string name, int cpu, int? free = null) => new(
        new HostCandidate
        {
            Name = name,
            Region = "eu",
            CpuTotalMillicores = cpu * 1_000,
            CpuFreeMillicores = (free ?? cpu) * 1_000,
            MemoryTotalBytes = 1L << 30,
            MemoryFreeBytes = 1L << 30,
        },
        IsSpot: false);

    public static CapacityNeed Need(string model, int replicas, int cpu) => new()
    {
        Request = new PlacementRequest { ReplicaId = model, Model = model, CpuMillicores = cpu * 1_000 },
        Replicas = replicas,
    };
}
