namespace Krewe.Scheduling.Placement;

/// <summary>A constraint that can exclude a host. The stable code is <c>KRW</c> and the number.</summary>
public enum PlacementConstraint
{
    /// <summary>No constraint.</summary>
    None = 0,

    /// <summary>There are no hosts at all.</summary>
    NoHosts = 3001,

    /// <summary>The host does not take new work.</summary>
    Availability = 3002,

    /// <summary>The host lies in a region that is not allowed.</summary>
    Region = 3003,

    /// <summary>The host lies in a zone that is not allowed.</summary>
    Zone = 3004,

    /// <summary>The host is not among those allowed by name.</summary>
    Host = 3005,

    /// <summary>The host holds a replica of the model already.</summary>
    Spread = 3006,

    /// <summary>Too little CPU is free.</summary>
    Cpu = 3007,

    /// <summary>Too little memory is free.</summary>
    Memory = 3008,

    /// <summary>The host has too few devices of the allowed classes.</summary>
    DeviceClass = 3009,

    /// <summary>Too few of those devices are healthy.</summary>
    DeviceCondition = 3010,

    /// <summary>Too few of those devices have the memory free.</summary>
    DeviceMemory = 3011,

    /// <summary>Too few of those devices have the compute free.</summary>
    DeviceCompute = 3012,

    /// <summary>Each device constraint is met by enough devices, but all of them together by too few.</summary>
    DeviceCombination = 3013,

    /// <summary>A claim names a device that the host does not have.</summary>
    DeviceUnknown = 3014,

    /// <summary>A claim names a device twice.</summary>
    DeviceRepeated = 3015,

    /// <summary>The tenant would hold more than its quota allows, wherever the replica is.</summary>
    TenantQuota = 3016,
}
