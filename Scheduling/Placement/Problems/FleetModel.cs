using System.Collections.Immutable;

namespace Krewe.Scheduling.Placement.Problems;

/// <summary>A model with what it needs and what is wanted of it.</summary>
public sealed record FleetModel
{
    /// <summary>Identity, unique in a problem.</summary>
    public required string Name { get; init; }

    /// <summary>Whose it is.</summary>
    public string Tenant { get; init; } = "default";

    /// <summary>Its class of service.</summary>
    public DemandClass Class { get; init; } = DemandClass.Standard;

    /// <summary>The ways to run it, at least one; they may be mixed.</summary>
    public required ImmutableArray<ModelShape> Shapes { get; init; }

    /// <summary>What is wanted in each region; a region at most once.</summary>
    public required ImmutableArray<RegionDemand> Regions { get; init; }

    /// <summary>Milliseconds in which a request has to be served; 0 for no objective.</summary>
    public double ObjectiveMilliseconds { get; init; }

    /// <summary>Regions that its data may be in; empty for any.</summary>
    public ImmutableArray<string> AllowedRegions { get; init; } = [];

    /// <summary>Classes of devices that will do, beside none; empty for any.</summary>
    public ImmutableArray<string> AllowedClasses { get; init; } = [];

    /// <summary>The dedicated pool that it runs in, and nowhere else; empty for the one that all share.</summary>
    public string Pool { get; init; } = "";

    /// <summary>Whether it may run where the host can be taken back; default yes.</summary>
    public bool AllowSpot { get; init; } = true;

    /// <summary>The most replicas on one host; 0 for no limit.</summary>
    public int MaxPerHost { get; init; }

    /// <summary>The most replicas in one zone of a region; 0 for no limit.</summary>
    public int MaxPerZone { get; init; }

    /// <summary>Models that it must be beside, or must not.</summary>
    public ImmutableArray<ModelRelation> Relations { get; init; } = [];

    /// <summary>Bytes of files to load before a replica serves, not negative.</summary>
    public long FilesBytes { get; init; }

    /// <summary>Seconds that each start takes whatever is there already, not negative: the time before a new replica serves, without the loading of files.</summary>
    public double StartSeconds { get; init; }

    /// <summary>Bytes of state that a replica loses or takes along when it goes, not negative.</summary>
    public long StateBytes { get; init; }

    /// <summary>Hosts that hold its files now: there nothing is loaded.</summary>
    public ImmutableArray<string> WarmHosts { get; init; } = [];
}
