using System.Collections.Immutable;
using Krewe.Errors;
using Krewe.Hosts;
using Krewe.Migrations;
using Krewe.Pools;

namespace Krewe.Admin;

/// <summary>Everything that <c>krewe status</c> shows.</summary>
public sealed record ClusterView
{
    /// <summary>The silo's version.</summary>
    public required string Version { get; init; }

    /// <summary>The grain engine, with its version.</summary>
    public required string Engine { get; init; }

    /// <summary>The region of the silo that answers.</summary>
    public required string Region { get; init; }

    /// <summary>The silo that answers.</summary>
    public required string Silo { get; init; }

    /// <summary>When it was started.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>Where inference is served.</summary>
    public ImmutableArray<string> Addresses { get; init; } = [];

    /// <summary>Where the admin API is served.</summary>
    public ImmutableArray<string> AdminAddresses { get; init; } = [];

    /// <summary>The silos of the cluster.</summary>
    public ImmutableArray<SiloView> Silos { get; init; } = [];

    /// <summary>The hosts, with their devices and leases.</summary>
    public ImmutableArray<HostView> Hosts { get; init; } = [];

    /// <summary>The models, with their replicas.</summary>
    public ImmutableArray<PlacementView> Models { get; init; } = [];

    /// <summary>The replicas on their way to another place, and those that have arrived or were taken back a moment ago; oldest first.</summary>
    public ImmutableArray<Migration> Migrations { get; init; } = [];

    /// <summary>Why something is missing; empty when everybody has answered.</summary>
    public ImmutableArray<Problem> Problems { get; init; } = [];
}
