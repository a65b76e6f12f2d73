namespace Krewe.Nvml;

/// <summary>How the device is connected to an NVLink fabric. Hopper and later, R550.</summary>
/// <param name="State">Whether it has been configured.</param>
/// <param name="Status">Code of the configuration; 0 is good.</param>
/// <param name="Cluster">The fabric's cluster.</param>
/// <param name="Clique">Which devices can reach each other.</param>
/// <param name="HealthMask">Bits of what is degraded.</param>
/// <param name="Health">In short; null before R580.</param>
public readonly record struct NvmlFabric(
    NvmlFabricState State,
    uint Status,
    Guid Cluster,
    uint Clique,
    uint HealthMask,
    NvmlFabricHealth? Health);
