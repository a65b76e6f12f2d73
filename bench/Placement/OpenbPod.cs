using System.Collections.Immutable;

namespace Krewe.Bench.Placement;

/// <summary>What a pod of the trace asks for; equal pods are one shape.</summary>
/// <param name="Cpu">Thousandths of a core.</param>
/// <param name="MemoryMiB">MiB.</param>
/// <param name="Gpus">GPUs, 0 for none.</param>
/// <param name="GpuMilli">Thousandths of each; below 1,000 only for one GPU.</param>
/// <param name="GpuSpec">Allowed models joined by <c>|</c>; empty for any.</param>
internal sealed record OpenbPod(int Cpu, int MemoryMiB, int Gpus, int GpuMilli, string GpuSpec)
{
    public int GpuTotal => Gpus * GpuMilli;

    public bool IsShare => Gpus == 1 && GpuMilli < 1_000;

    public ImmutableArray<string> Models { get; } = GpuSpec.Length == 0 ? [] : [.. GpuSpec.Split('|')];

    /// <summary>The class of shapes that drops are counted by.</summary>
    public string Class => Gpus switch
    {
        0 => "CPU only",
        1 => IsShare ? "share of a GPU" : "1 GPU",
        _ => $"{Gpus} GPUs",
    };
}
