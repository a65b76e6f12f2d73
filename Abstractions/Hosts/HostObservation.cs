using System.Collections.Immutable;
using Krewe.Devices;
using Krewe.Machines;
using Krewe.Weights;

namespace Krewe.Hosts;

/// <summary>What the poller of a silo sees of its machine, each second.</summary>
[GenerateSerializer, Immutable, Alias("krewe.HostObservation")]
public sealed record HostObservation
{
    /// <summary>The silo's region.</summary>
    [Id(0)]
    public required string Region { get; init; }

    /// <summary>The silo's zone.</summary>
    [Id(1)]
    public required string Zone { get; init; }

    /// <summary>The pool that the machine belongs to, with all of its devices that name no other.</summary>
    [Id(2)]
    public required string Pool { get; init; }

    /// <summary>The silo, as the cluster names it.</summary>
    [Id(3)]
    public required string Silo { get; init; }

    /// <summary>Thousandths of CPU cores that may be leased.</summary>
    [Id(4)]
    public required int CpuMillicores { get; init; }

    /// <summary>Bytes of memory that may be leased.</summary>
    [Id(5)]
    public required long MemoryBytes { get; init; }

    /// <summary>Bytes of memory that are free now.</summary>
    [Id(6)]
    public long FreeMemoryBytes { get; init; }

    /// <summary>Share of all cores in use since the last look; 0 to 1, null when not known yet.</summary>
    [Id(7)]
    public double? CpuUtilization { get; init; }

    /// <summary>The devices; the CPU is one of them.</summary>
    [Id(8)]
    public ImmutableArray<DeviceObservation> Devices { get; init; } = [];

    /// <summary>Whether the silo is stopping.</summary>
    [Id(9)]
    public bool Stopping { get; init; }

    /// <summary>What the machine costs; null where nobody has said.</summary>
    [Id(20)]
    public MachineCost? Cost { get; init; }

    /// <summary>When the machine goes by itself, if it knows; null else. What was told once holds until the host is undrained.</summary>
    [Id(10)]
    public HostNotice? Notice { get; init; }

    /// <summary>The files of models that are on its disk or on their way there.</summary>
    [Id(21)]
    public ImmutableArray<HeldWeights> Weights { get; init; } = [];
}
