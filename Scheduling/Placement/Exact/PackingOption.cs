using Krewe.Scheduling.Placement.Solving;

namespace Krewe.Scheduling.Placement.Exact;

/// <summary>A way to place one replica of a line: the variable counts how many are placed so.</summary>
internal sealed class PackingOption
{
    public required int Column { get; init; }

    public required DemandLine Line { get; init; }

    /// <summary>Index in the line's shapes.</summary>
    public required int Shape { get; init; }

    public required PackingSite Site { get; init; }

    /// <summary>The slots, each as often as devices of it are taken.</summary>
    public required PackingSlot[] Slots { get; init; }

    /// <summary>Index of the running place that it is; -1 for one to start, or for several that run.</summary>
    public required int Running { get; init; }

    public required long Cost { get; init; }

    public required int Most { get; init; }

    public ShapeUse Use => Line.Shapes[Shape];
}
