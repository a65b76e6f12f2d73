namespace Krewe.Scheduling.Regions;

/// <summary>A model that is at home in a region that lives: what it holds is given to a more important one that has lost its region.</summary>
public sealed record ResidentModel
{
    /// <summary>Which.</summary>
    public required string Name { get; init; }

    /// <summary>Where.</summary>
    public required string Region { get; init; }

    /// <summary>Its class: 0 is served first.</summary>
    public int Rank { get; init; }

    /// <summary>Replicas that it is to have, whatever it was told to do without.</summary>
    public int Wanted { get; init; }

    /// <summary>Replicas that have a place.</summary>
    public int Placed { get; init; }

    /// <summary>The most that it may have for now; null for no limit.</summary>
    public int? Cap { get; init; }

    /// <summary>What one replica takes.</summary>
    public ReplicaNeed Need { get; init; } = new();
}
