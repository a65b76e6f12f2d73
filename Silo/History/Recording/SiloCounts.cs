using Krewe.History;

namespace Krewe.Silo.History.Recording;

/// <summary>The silo's process in one second.</summary>
internal readonly record struct SiloCounts(double? CpuCores, long MemoryBytes, int Activations, int Requests)
{
    public SiloSample At(long second) => new()
    {
        Second = second,
        CpuCores = CpuCores,
        MemoryBytes = MemoryBytes,
        Activations = Activations,
        Requests = Requests,
    };
}
