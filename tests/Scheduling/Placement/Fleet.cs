using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;
using Krewe.Scheduling.Placement;
using Krewe.Scheduling.Tests.Support;

namespace Krewe.Scheduling.Tests.Placement;

/// <summary>Hosts and requests for the tests: written ones, and random ones small enough that constraints bite.</summary>
internal static class Fleet
{
    public const long GiB = 1L << 30;

    /// <summary>A replica to place in a random fleet.</summary>
    public static Gen<PlacementRequest> Requests { get; } =
        from cpu in Gen.Choose(0, 4)
        from memory in Gen.Choose(0, 4)
        from device in Gen.OrNull(
            from count in Gen.Choose(1, 2)
            from classes in Names("t4", "a100")
            from deviceMemory in Gen.Choose(0, 4)
            from compute in Gen.Choose(0, 4)
            select new DeviceRequirement { Count = count, Classes = classes, MemoryBytes = deviceMemory * GiB, ComputeThousandths = compute * 250 })
        from regions in Names("eu", "us")
        from zones in Names("z1", "z2")
        from hosts in Gen.Frequency((4, Gen.Constant(ImmutableArray<string>.Empty)), (1, Names("h0", "h1")))
        from spread in Gen.Elements(SpreadRule.None, SpreadRule.Prefer, SpreadRule.Require)
        from peers in Gen.Elements("h0", "h1", "h2", "h3").ArrayOf(0, 3)
        from warm in Names("h0", "h2")
        from model in Gen.Elements("m", "n")
        select new PlacementRequest
        {
            ReplicaId = "r",
            Model = model,
            CpuMillicores = cpu * 1_000,
            MemoryBytes = memory * GiB,
            Devices = device,
            AllowedRegions = regions,
            AllowedZones = zones,
            AllowedHosts = hosts,
            Spread = spread,
            PeerHosts = [.. peers],
            WarmHosts = warm,
        };

    /// <summary>Up to five hosts, partly used, some of them not well.</summary>
    public static Gen<HostCandidate[]> Hosts { get; } = (
        from region in Gen.Elements("eu", "us")
        from zone in Gen.Elements("z1", "z2", "")
        from availability in Gen.Frequency((6, Gen.Constant(HostAvailability.Active)), (1, Gen.Elements(Enum.GetValues<HostAvailability>())))
        from cpu in Gen.Choose(0, 6)
        from memory in Gen.Choose(0, 6)
        from devices in Devices.ArrayOf(0, 3)
        select Host("", region, zone, cpu, memory, [.. devices.Select((device, at) => device with { Id = $"d{at}" })]) with { Availability = availability })
        .ArrayOf(0, 5)
        .Select(hosts => hosts.Select((host, at) => host with { Name = $"h{at}" }).ToArray());

    private static Gen<DeviceCandidate> Devices =>
        from deviceClass in Gen.Elements("t4", "a100", "cpu-card")
        from memory in Gen.Choose(0, 6)
        from compute in Gen.Choose(0, 4)
        from condition in Gen.Frequency((6, Gen.Constant(DeviceCondition.Healthy)), (1, Gen.Elements(Enum.GetValues<DeviceCondition>())))
        select Device("", deviceClass, memory, 6, compute * 250) with { Condition = condition };

    public static HostCandidate Host(string name, string region, string zone, double cpuFree, double gibFree, params DeviceCandidate[] devices) => new()
    {
        Name = name,
        Region = region,
        Zone = zone,
        CpuTotalMillicores = 8_000,
        CpuFreeMillicores = (long)(cpuFree * 1_000),
        MemoryTotalBytes = 8 * GiB,
        MemoryFreeBytes = (long)(gibFree * GiB),
        Devices = [.. devices],
    };

    public static DeviceCandidate Device(string id, string deviceClass, double gibFree, long gibTotal = 16, int compute = 1_000) => new()
    {
        Id = id,
        DeviceClass = deviceClass,
        MemoryTotalBytes = gibTotal * GiB,
        MemoryFreeBytes = (long)(gibFree * GiB),
        ComputeFreeThousandths = compute,
    };

    public static PlacementRequest Request(double cpu = 1, double gib = 1) =>
        new() { ReplicaId = "r", Model = "m", CpuMillicores = (long)(cpu * 1_000), MemoryBytes = (long)(gib * GiB) };

    public static PlacementDecision Decide(IEnumerable<HostCandidate> hosts, PlacementRequest request) =>
        PlacementPolicy.Decide(new PlacementSnapshot(hosts), request, new PlacementWeights());

    /// <summary>All that a snapshot holds, as text: equal texts, equal snapshots.</summary>
    public static string Describe(PlacementSnapshot snapshot) =>
        string.Join('\n', snapshot.Hosts.Select(host => $"{host with { Devices = [] }} {string.Join(' ', host.Devices)}"));

    private static Gen<ImmutableArray<string>> Names(params string[] names) =>
        Gen.Frequency((2, Gen.Constant(Array.Empty<string>())), (1, Gen.SubListOf(names).Select(list => list.ToArray())))
            .Select(list => list.ToImmutableArray());
}
