namespace Krewe.Scheduling.Placement.Solving;

/// <summary>A running replica that may stay where it is.</summary>
internal sealed class RunningPlace
{
    public required int Index { get; init; }

    public required int Line { get; init; }

    /// <summary>Index in the line's shapes.</summary>
    public required int Shape { get; init; }

    public required int Host { get; init; }

    public required int[] Devices { get; init; }

    /// <summary>What staying costs: the risk there, less what going costs, which is counted for all beforehand.</summary>
    public required long StayCost { get; init; }

    public required string Id { get; init; }
}
