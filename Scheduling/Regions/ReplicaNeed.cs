using System.Collections.Immutable;

namespace Krewe.Scheduling.Regions;

/// <summary>What one replica takes of a region.</summary>
public sealed record ReplicaNeed
{
    /// <summary>CPU in thousandths of a core, at least 0.</summary>
    public long CpuMillicores { get; init; }

    /// <summary>Memory in bytes, at least 0.</summary>
    public long MemoryBytes { get; init; }

    /// <summary>How many accelerators, at least 0.</summary>
    public int Devices { get; init; }

    /// <summary>Classes of accelerators that will do; empty for any.</summary>
    public ImmutableArray<string> Classes { get; init; } = [];

    /// <summary>Memory on each accelerator, in bytes.</summary>
    public long DeviceMemoryBytes { get; init; }

    /// <summary>Share of each accelerator, in thousandths.</summary>
    public int ComputeThousandths { get; init; } = 1_000;

    /// <summary>Whether accelerators of that class will do.</summary>
    /// <param name="name">The class.</param>
    public bool Accepts(string name) => Classes.IsDefaultOrEmpty || Classes.Contains(name);
}
