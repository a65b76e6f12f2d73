using Krewe.Machines;

namespace Krewe.Specs.Machines;

/// <summary>Machines that are alike and can be added and removed: a kind, bought in one way, in one place.</summary>
public sealed record MachineGroup
{
    /// <summary>Its name; machines are called by it and a number, and so are their hosts.</summary>
    public required string Name { get; init; }

    /// <summary>The region in which they are.</summary>
    public string Region { get; init; } = "";

    /// <summary>The zone in which they are.</summary>
    public string Zone { get; init; } = "";

    /// <summary>The pool that they join.</summary>
    public string Pool { get; init; } = "";

    /// <summary>How they are paid for.</summary>
    public PurchaseType Purchase { get; init; }

    /// <summary>Thousandths of cores of one.</summary>
    public int CpuMillicores { get; init; }

    /// <summary>Bytes of memory of one.</summary>
    public long MemoryBytes { get; init; }

    /// <summary>Accelerators in one, 0 to 64.</summary>
    public int Devices { get; init; }

    /// <summary>The accelerators' class; empty for none.</summary>
    public string DeviceClass { get; init; } = "";

    /// <summary>Bytes of memory of one accelerator.</summary>
    public long DeviceMemoryBytes { get; init; }

    /// <summary>The price of an hour of one, at least 0; null where the prices of its devices say it.</summary>
    public double? HourlyPrice { get; init; }

    /// <summary>Expected interruptions of one in an hour, at least 0; null where the prices of its devices say it.</summary>
    public double? InterruptionsPerHour { get; init; }

    /// <summary>The fewest that there are, 0 to <see cref="Most"/>.</summary>
    public int Least { get; init; }

    /// <summary>The most that there are, 0 to 10,000.</summary>
    public int Most { get; init; } = 10;

    /// <summary>From the order to a host of the cluster, until that was measured; above 0.</summary>
    public TimeSpan Start { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>When one that has not joined by then is given up; above 0.</summary>
    public TimeSpan StartLimit { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>How long one must have been superfluous before it is emptied and removed.</summary>
    public TimeSpan Idle { get; init; } = TimeSpan.FromMinutes(10);
}
