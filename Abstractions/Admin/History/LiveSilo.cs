namespace Krewe.Admin.History;

/// <summary>A silo's process in one second.</summary>
public sealed record LiveSilo
{
    /// <summary>Its name.</summary>
    public required string Silo { get; init; }

    /// <summary>CPU time of the process in that second, in cores; null in its first second.</summary>
    public double? CpuCores { get; init; }

    /// <summary>Bytes of memory of the process.</summary>
    public long MemoryBytes { get; init; }

    /// <summary>Active grains on it.</summary>
    public int Activations { get; init; }

    /// <summary>Requests that ended at its front in that second.</summary>
    public int Requests { get; init; }
}
