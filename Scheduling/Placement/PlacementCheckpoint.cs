namespace Krewe.Scheduling.Placement;

/// <summary>A point of a <see cref="PlacementTransaction"/> to return to; valid for that transaction only.</summary>
public readonly record struct PlacementCheckpoint
{
    internal PlacementCheckpoint(PlacementTransaction owner, int depth, long stamp)
    {
        Owner = owner;
        Depth = depth;
        Stamp = stamp;
    }

    internal PlacementTransaction? Owner { get; }

    /// <summary>Number of changes that stay.</summary>
    internal int Depth { get; }

    /// <summary>Identity of the last of them, which tells a checkpoint that was rolled back over.</summary>
    internal long Stamp { get; }
}
