namespace Krewe.Specs;

/// <summary>What each replica takes of its host.</summary>
[GenerateSerializer, Immutable, Alias("krewe.ResourceSpec")]
public sealed record ResourceSpec
{
    /// <summary>Thousandths of a CPU core; 1 to 1,024,000, default 500.</summary>
    [Id(0)]
    public int CpuMillicores { get; init; } = SpecDefaults.CpuMillicores;

    /// <summary>Bytes of memory; 1 MiB to 64 TiB, default 256 MiB.</summary>
    [Id(1)]
    public long MemoryBytes { get; init; } = SpecDefaults.MemoryBytes;

    /// <summary>Accelerators; none by default.</summary>
    [Id(2)]
    public DeviceDemand Devices { get; init; } = new();
}
