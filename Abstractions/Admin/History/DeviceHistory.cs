using System.Collections.Immutable;

namespace Krewe.Admin.History;

/// <summary>A device by seconds.</summary>
public sealed record DeviceHistory
{
    /// <summary>The machine that holds it.</summary>
    public required string Host { get; init; }

    /// <summary>Its identity on that machine.</summary>
    public required string Device { get; init; }

    /// <summary>Share of the time in use, 0 to 1; null when not measured.</summary>
    public ImmutableArray<double?> Utilization { get; init; } = [];

    /// <summary>Bytes of its memory in use; null when not measured.</summary>
    public ImmutableArray<long?> UsedMemoryBytes { get; init; } = [];

    /// <summary>What it draws, in watts; null when not measured.</summary>
    public ImmutableArray<double?> PowerWatts { get; init; } = [];
}
