namespace Krewe.Scheduling.Placement.Problems;

/// <summary>The most that all models of a tenant may take together; each default is no limit.</summary>
public sealed record TenantQuota
{
    /// <summary>The tenant, once in a problem.</summary>
    public required string Tenant { get; init; }

    /// <summary>Thousandths of devices, a slice as its part of its device.</summary>
    public long DeviceThousandths { get; init; } = long.MaxValue / 4;

    /// <summary>Thousandths of CPU cores.</summary>
    public long CpuMillicores { get; init; } = long.MaxValue / 4;

    /// <summary>Bytes of memory of hosts.</summary>
    public long MemoryBytes { get; init; } = long.MaxValue / 4;
}
