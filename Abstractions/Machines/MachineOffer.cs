namespace Krewe.Machines;

/// <summary>A group of machines that can be added to a pool.</summary>
[GenerateSerializer, Immutable, Alias("krewe.MachineOffer")]
public sealed record MachineOffer
{
    /// <summary>Its name, unique in a pool.</summary>
    [Id(0)]
    public required string Group { get; init; }

    /// <summary>The region.</summary>
    [Id(1)]
    public required string Region { get; init; }

    /// <summary>The zone.</summary>
    [Id(2)]
    public string Zone { get; init; } = "";

    /// <summary>Thousandths of cores of one.</summary>
    [Id(3)]
    public int CpuMillicores { get; init; }

    /// <summary>Bytes of memory of one.</summary>
    [Id(4)]
    public long MemoryBytes { get; init; }

    /// <summary>Accelerators of one.</summary>
    [Id(5)]
    public int Devices { get; init; }

    /// <summary>Their class; empty for none.</summary>
    [Id(6)]
    public string DeviceClass { get; init; } = "";

    /// <summary>Bytes of memory of one accelerator.</summary>
    [Id(7)]
    public long DeviceMemoryBytes { get; init; }

    /// <summary>What one costs; its interruptions are a first guess.</summary>
    [Id(8)]
    public required MachineCost Cost { get; init; }

    /// <summary>The fewest that there are.</summary>
    [Id(9)]
    public int Least { get; init; }

    /// <summary>The most that there are.</summary>
    [Id(10)]
    public int Most { get; init; }

    /// <summary>From the order to a host of the cluster, until that was measured.</summary>
    [Id(11)]
    public TimeSpan Start { get; init; }

    /// <summary>When one that has not joined is given up.</summary>
    [Id(12)]
    public TimeSpan StartLimit { get; init; }

    /// <summary>How long one must have been superfluous before it goes.</summary>
    [Id(13)]
    public TimeSpan Idle { get; init; }
}
