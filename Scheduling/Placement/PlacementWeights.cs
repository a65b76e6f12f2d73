namespace Krewe.Scheduling.Placement;

/// <summary>What counts between hosts that fit.</summary>
public sealed record PlacementWeights
{
    /// <summary>Weight of a tight fit, not negative; default 1.</summary>
    public double Tightness { get; init; } = 1;

    /// <summary>Weight of a fit in shape, which keeps accelerators from being stranded, not negative; default 1.</summary>
    public double Alignment { get; init; } = 1;

    /// <summary>Rows of the score table that a decision keeps, at least 1; default 5.</summary>
    public int ScoresKept { get; init; } = 5;

    internal void ThrowIfInvalid()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(ScoresKept, 1, nameof(ScoresKept));
        if (!(Tightness >= 0 && Alignment >= 0))
        {
            throw new ArgumentOutOfRangeException(nameof(Tightness), "The weights of placement are not negative.");
        }
    }
}
