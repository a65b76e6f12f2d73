namespace Krewe.Scheduling.Placement.Problems;

/// <summary>One way to run a replica of a model: what it takes of a host, and what it gives.</summary>
public sealed record ModelShape
{
    /// <summary>Class of the devices; null to run without one.</summary>
    public string? DeviceClass { get; init; }

    /// <summary>Devices, all of one host and all different; at least 1 with a class, ignored without.</summary>
    public int DeviceCount { get; init; } = 1;

    /// <summary>Whether the devices must be linked directly.</summary>
    public bool Linked { get; init; }

    /// <summary>Bytes of memory on each device, not negative.</summary>
    public long DeviceMemoryBytes { get; init; }

    /// <summary>Thousandths of each device's compute, 0 to 1,000; a whole device 1,000. Not of devices that are cut up.</summary>
    public int ComputeThousandths { get; init; }

    /// <summary>Slices of each device (MIG); above 0 it runs on devices that are cut up only, with 0 on others only.</summary>
    public int MigSlices { get; init; }

    /// <summary>Thousandths of CPU cores, not negative.</summary>
    public long CpuMillicores { get; init; }

    /// <summary>Bytes of memory, not negative.</summary>
    public long MemoryBytes { get; init; }

    /// <summary>Megabits per second of network, not negative.</summary>
    public long NetworkMegabits { get; init; }

    /// <summary>Bytes of disk, with the model's files, not negative.</summary>
    public long DiskBytes { get; init; }

    /// <summary>Requests that it serves in a second, above 0; default 1, so that demand counts replicas.</summary>
    public double Throughput { get; init; } = 1;

    /// <summary>Milliseconds that a request takes at that throughput, not negative. Above the model's objective the shape serves nothing that counts and is not used.</summary>
    public double LatencyMilliseconds { get; init; }
}
