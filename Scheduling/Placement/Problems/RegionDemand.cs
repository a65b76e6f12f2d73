namespace Krewe.Scheduling.Placement.Problems;

/// <summary>What is wanted of a model in one region.</summary>
public sealed record RegionDemand
{
    /// <summary>The region whose hosts serve it; empty for hosts of any allowed region.</summary>
    public string Region { get; init; } = "";

    /// <summary>Requests per second to be served, not negative; with the default throughput of 1, replicas.</summary>
    public double Demand { get; init; }

    /// <summary>Replicas that there should be whatever the demand, at least 0.</summary>
    public int MinReplicas { get; init; }

    /// <summary>The most replicas, at least <see cref="MinReplicas"/>; default without limit. More than demand and minimum need are not started.</summary>
    public int MaxReplicas { get; init; } = int.MaxValue;

    /// <summary>Copies of the files that should be on disks of hosts, at most one on each, so that a further replica starts soon.</summary>
    public int WarmCopies { get; init; }
}
