namespace Krewe.Scheduling.Placement.Solving;

/// <summary>A replica or warm copy at its place in a <see cref="FleetState"/>, which owns the two positions.</summary>
internal sealed class Placed(int line, int shape, int host, int[] devices, int running, long cost)
{
    public int Line { get; } = line;

    /// <summary>Index in the line's shapes.</summary>
    public int Shape { get; } = shape;

    public int Host { get; } = host;

    public int[] Devices { get; } = devices;

    /// <summary>Index of the running place that it is; -1 for one to start.</summary>
    public int Running { get; } = running;

    /// <summary>What it costs to be there: start and risk.</summary>
    public long Cost { get; } = cost;

    public int At { get; set; } = -1;

    public int AtHost { get; set; } = -1;
}
