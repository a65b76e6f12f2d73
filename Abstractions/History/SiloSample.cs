namespace Krewe.History;

/// <summary>A silo's process in one second.</summary>
[GenerateSerializer, Immutable, Alias("krewe.SiloSample")]
public sealed record SiloSample
{
    /// <summary>Which second; seconds since 1970, UTC.</summary>
    [Id(0)]
    public long Second { get; init; }

    /// <summary>CPU time of the process in the second, in cores; null in the first.</summary>
    [Id(1)]
    public double? CpuCores { get; init; }

    /// <summary>Bytes of memory of the process.</summary>
    [Id(2)]
    public long MemoryBytes { get; init; }

    /// <summary>Active grains.</summary>
    [Id(3)]
    public int Activations { get; init; }

    /// <summary>Requests that ended at its front.</summary>
    [Id(4)]
    public int Requests { get; init; }
}
