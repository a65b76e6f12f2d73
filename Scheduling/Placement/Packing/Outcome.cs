namespace Krewe.Scheduling.Placement.Packing;

/// <summary>A shape on a host of one profile: the ways to take its room, and what is gained by the best; more is better.</summary>
internal sealed class Outcome(HostProfile from, Choice[] choices)
{
    public HostProfile From { get; } = from;

    /// <summary>One for each kind of room that it can take there; empty when it does not fit.</summary>
    public Choice[] Choices { get; } = choices;

    /// <summary>By the first look.</summary>
    public double Rough { get; set; } = double.NegativeInfinity;

    /// <summary>By all that is known; not a number until it was asked.</summary>
    public double Gain { get; set; } = double.NaN;

    /// <summary>The way that has the gain; null until it was asked.</summary>
    public Choice? Best { get; set; }
}
