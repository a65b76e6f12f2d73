using System.Collections.Immutable;
using Krewe.Hosts;
using Krewe.Models;

namespace Krewe.Silo.History.Recording;

/// <summary>What the sampler saw of its silo; what did not answer in time is missing.</summary>
internal sealed record SiloObservation
{
    /// <summary>The host with its devices.</summary>
    public HostView? Host { get; init; }

    /// <summary>The queues on this silo.</summary>
    public ImmutableArray<ModelView> Queues { get; init; } = [];

    /// <summary>CPU time of the process since the last observation, in cores; null in the first.</summary>
    public double? CpuCores { get; init; }

    /// <summary>Bytes of memory of the process.</summary>
    public long MemoryBytes { get; init; }

    /// <summary>Active grains.</summary>
    public int Activations { get; init; }
}
