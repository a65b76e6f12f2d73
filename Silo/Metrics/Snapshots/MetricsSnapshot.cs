using System.Collections.Immutable;
using Krewe.Hosts;
using Krewe.Machines;
using Krewe.Models;
using Krewe.Pools;
using Krewe.Scaling;

namespace Krewe.Silo.Metrics;

/// <summary>
/// What was last seen of the cluster. Every silo sees the same, so queries over several silos take the maximum of what is made of it,
/// not the sum.
/// </summary>
internal sealed record MetricsSnapshot
{
    /// <summary>Nothing seen yet.</summary>
    public static readonly MetricsSnapshot Empty = new();

    /// <summary>When it was taken; null when nothing was seen yet.</summary>
    public DateTimeOffset? TakenAt { get; init; }

    /// <summary>The silo's version; empty when not told.</summary>
    public string Version { get; init; } = "";

    /// <summary>The grain engine, with its version.</summary>
    public string Engine { get; init; } = "";

    /// <summary>This silo's own host.</summary>
    public string LocalHost { get; init; } = "";

    /// <summary>Hosts, with devices and leases.</summary>
    public ImmutableArray<HostView> Hosts { get; init; } = [];

    /// <summary>Models as their pools see them: wanted, and replicas by phase.</summary>
    public ImmutableArray<PlacementView> Models { get; init; } = [];

    /// <summary>Models as their grains see them: what waits and runs.</summary>
    public ImmutableArray<ModelView> Queues { get; init; } = [];

    /// <summary>What was decided last about numbers of replicas that follow demand.</summary>
    public ImmutableArray<ScalingView> Scaling { get; init; } = [];

    /// <summary>Machines that come and go, of the pools that have any or could have.</summary>
    public ImmutableArray<MachinesView> Machines { get; init; } = [];

    /// <summary>Grains that are active on this silo.</summary>
    public int Activations { get; init; }
}
