using Krewe.Devices;

namespace Krewe.History;

/// <summary>A device in one second.</summary>
[GenerateSerializer, Immutable, Alias("krewe.DeviceSample")]
public sealed record DeviceSample
{
    /// <summary>Which second; seconds since 1970, UTC.</summary>
    [Id(0)]
    public long Second { get; init; }

    /// <summary>Whether it can be used.</summary>
    [Id(1)]
    public DeviceHealth Health { get; init; }

    /// <summary>Share of the time in use, 0 to 1; null when not measured.</summary>
    [Id(2)]
    public double? Utilization { get; init; }

    /// <summary>Bytes of its memory in use; null when not measured.</summary>
    [Id(3)]
    public long? UsedMemoryBytes { get; init; }

    /// <summary>What it draws, in watts; null when not measured.</summary>
    [Id(4)]
    public double? PowerWatts { get; init; }

    /// <summary>Leases that share it; for a CPU those of its host.</summary>
    [Id(5)]
    public int Leases { get; init; }

    /// <summary>Its temperature, degrees Celsius; null when not measured.</summary>
    [Id(6)]
    public double? Temperature { get; init; }
}
