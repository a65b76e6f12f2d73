namespace Krewe.Scheduling.Placement.Packing;

/// <summary>The best few of a first look, best first.</summary>
internal sealed class Shortlist(int capacity)
{
    private readonly Candidate[] _kept = new Candidate[capacity];

    public int Count { get; private set; }

    /// <summary>Hosts that were offered, and those that stand behind them.</summary>
    public int Feasible { get; private set; }

    public Span<Candidate> Kept => _kept.AsSpan(0, Count);

    public void Clear() => (Count, Feasible) = (0, 0);

    public void Offer(in Candidate candidate, int hosts)
    {
        Feasible += hosts;
        if (Count == _kept.Length && !candidate.IsRoughlyBetter(_kept[Count - 1]))
        {
            return;
        }

        var at = Count < _kept.Length ? Count++ : Count - 1;
        while (at > 0 && candidate.IsRoughlyBetter(_kept[at - 1]))
        {
            _kept[at] = _kept[at - 1];
            at--;
        }

        _kept[at] = candidate;
    }
}
