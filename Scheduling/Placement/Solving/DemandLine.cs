namespace Krewe.Scheduling.Placement.Solving;

/// <summary>One thing that is wanted: replicas of a model for a region, or warm copies of it there.</summary>
internal sealed class DemandLine
{
    public required int Index { get; init; }

    public required int Model { get; init; }

    public required string Region { get; init; }

    public required bool Warm { get; init; }

    /// <summary>Thousandths of replicas of the fastest shape.</summary>
    public required long Need { get; init; }

    public required int Minimum { get; init; }

    /// <summary>The most replicas: what is allowed, or what could be of use if that is less.</summary>
    public required int Most { get; init; }

    /// <summary>The most that may be served: with more, one could go and nothing would be missing.</summary>
    public required long Ceiling { get; init; }

    /// <summary>For each thousandth that is missing.</summary>
    public required long MissingCost { get; init; }

    /// <summary>For each replica below the minimum.</summary>
    public required long MinimumCost { get; init; }

    /// <summary>The shapes that count.</summary>
    public required ShapeUse[] Shapes { get; init; }

    /// <summary>These, then those that may run but are not started any more.</summary>
    public required ShapeUse[] AllShapes { get; init; }

    /// <summary>Hosts that may take it, ascending.</summary>
    public required int[] Hosts { get; init; }

    /// <summary>What a start on each of them costs, with the risk of running there.</summary>
    public required long[] StartCosts { get; init; }

    /// <summary>The cost of what is missing.</summary>
    public long Lack(long served, int count) => (MissingCost * Math.Max(0, Need - served)) + (MinimumCost * Math.Max(0, Minimum - count));
}
