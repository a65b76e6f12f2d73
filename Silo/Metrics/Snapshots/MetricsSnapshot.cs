using System.Collections.Immutable;
using Krewe.Hosts;
using Krewe.Models;
using Krewe.Pools;

namespace Krewe.Silo.Metrics;

/// <summary>
/// What the poller saw last. Each silo publishes what is its own (its host, the replicas and queues on it),
/// so that a sum over all silos counts nothing twice.
/// </summary>
internal sealed record MetricsSnapshot
{
    /// <summary>Nothing seen yet.</summary>
    public static readonly MetricsSnapshot Empty = new();

    /// <summary>The silo's version; empty when not told.</summary>
    public string Version { get; init; } = "";

    /// <summary>The grain engine, with its version.</summary>
    public string Engine { get; init; } = "";

    /// <summary>Hosts, with devices and leases.</summary>
    public ImmutableArray<HostView> Hosts { get; init; } = [];

    /// <summary>Models as their pools see them: wanted, and replicas by phase.</summary>
    public ImmutableArray<PlacementView> Models { get; init; } = [];

    /// <summary>Models as their grains see them: what waits and runs.</summary>
    public ImmutableArray<ModelView> Queues { get; init; } = [];

    /// <summary>Grains that are active on the silo.</summary>
    public int Activations { get; init; }
}
