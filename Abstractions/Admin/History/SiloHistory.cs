using System.Collections.Immutable;

namespace Krewe.Admin.History;

/// <summary>A silo's process by seconds.</summary>
public sealed record SiloHistory
{
    /// <summary>Its name.</summary>
    public required string Silo { get; init; }

    /// <summary>CPU time of the process in each second, in cores.</summary>
    public ImmutableArray<double?> CpuCores { get; init; } = [];

    /// <summary>Bytes of memory of the process.</summary>
    public ImmutableArray<long?> MemoryBytes { get; init; } = [];

    /// <summary>Active grains on it.</summary>
    public ImmutableArray<int?> Activations { get; init; } = [];

    /// <summary>Requests that ended at its front.</summary>
    public ImmutableArray<int?> Requests { get; init; } = [];
}
