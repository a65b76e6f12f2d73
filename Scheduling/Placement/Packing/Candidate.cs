namespace Krewe.Scheduling.Placement.Packing;

/// <summary>A host that a shape fits on.</summary>
internal readonly record struct Candidate(int Host, int Peers, bool Warm, Outcome Outcome)
{
    /// <summary>The order of a first look: fewer peers, then warm, then what is gained roughly, then the first host.</summary>
    public bool IsRoughlyBetter(in Candidate other) =>
        Peers != other.Peers ? Peers < other.Peers
        : Warm != other.Warm ? Warm
        : Outcome.Rough != other.Outcome.Rough ? Outcome.Rough > other.Outcome.Rough
        : Host < other.Host;

    /// <summary>The order that decides: as above, with all that is known of the gain.</summary>
    public bool IsBetter(in Candidate other) =>
        Peers != other.Peers ? Peers < other.Peers
        : Warm != other.Warm ? Warm
        : Outcome.Gain != other.Outcome.Gain ? Outcome.Gain > other.Outcome.Gain
        : Host < other.Host;
}
