using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Krewe.Devices;
using Krewe.Machines;
using Krewe.Weights;

namespace Krewe.Hosts;

/// <summary>A host as its grain sees it.</summary>
[GenerateSerializer, Immutable, Alias("krewe.HostView")]
public sealed record HostView
{
    /// <summary>Its name.</summary>
    [Id(0)]
    public required string Host { get; init; }

    /// <summary>Its region.</summary>
    [Id(1)]
    public string Region { get; init; } = "";

    /// <summary>Its zone.</summary>
    [Id(2)]
    public string Zone { get; init; } = "";

    /// <summary>Its own pool; some of its devices may belong to others: <see cref="Pools"/>.</summary>
    [Id(3)]
    public string Pool { get; init; } = "";

    /// <summary>Its silo.</summary>
    [Id(4)]
    public string Silo { get; init; } = "";

    /// <summary>Whether it takes new leases.</summary>
    [Id(5)]
    public HostState State { get; init; }

    /// <summary>Thousandths of CPU cores in all.</summary>
    [Id(6)]
    public int CpuMillicores { get; init; }

    /// <summary>Thousandths of CPU cores that are not leased.</summary>
    [Id(7)]
    public int FreeCpuMillicores { get; init; }

    /// <summary>Bytes of memory in all.</summary>
    [Id(8)]
    public long MemoryBytes { get; init; }

    /// <summary>Bytes of memory that are not leased.</summary>
    [Id(9)]
    public long UnleasedMemoryBytes { get; init; }

    /// <summary>Its devices.</summary>
    [Id(10)]
    public ImmutableArray<DeviceView> Devices { get; init; } = [];

    /// <summary>Its leases.</summary>
    [Id(11)]
    public ImmutableArray<Lease> Leases { get; init; } = [];

    /// <summary>When its poller was last heard; null before the first time.</summary>
    [Id(12)]
    public DateTimeOffset? SeenAt { get; init; }

    /// <summary>Share of all cores in use; null when not known.</summary>
    [Id(13)]
    public double? CpuUtilization { get; init; }

    /// <summary>What it costs, whatever of it is used; null where nobody has said.</summary>
    [Id(20)]
    public MachineCost? Cost { get; init; }

    /// <summary>Whether an operator has told it to be emptied; it may be lost or stopping as well.</summary>
    [Id(14)]
    public bool Draining { get; init; }

    /// <summary>All pools that it serves, its own first; empty when it is its own only. They share its cores and memory, and each sees its own devices and leases.</summary>
    [Id(15)]
    public ImmutableArray<string> Pools { get; init; } = [];

    /// <summary>When the machine goes by itself; null where nobody said so. It is draining then.</summary>
    [Id(16)]
    public HostNotice? Notice { get; init; }

    /// <summary>The files of models that are on its disk or on their way there.</summary>
    [Id(19)]
    public ImmutableArray<HeldWeights> Weights { get; init; } = [];

    /// <summary>What the host said later has a greater number; 0 where it has none. What was said before counts no more when it arrives after.</summary>
    [Id(21), JsonIgnore]
    public long Sequence { get; init; }
}
