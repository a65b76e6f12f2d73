using System.Collections.Immutable;

namespace Krewe.Bench.SolverGap;

/// <summary>What came of one instance.</summary>
internal sealed record GapResult(string Kind, double Search, double Best, double Bound, bool Proved, int Violations, int Nodes, double Seconds)
{
    public double ExactSeconds { get; init; }

    /// <summary>Optima of other solvers.</summary>
    public ImmutableArray<(string Name, double Value, bool Differs)> Others { get; init; } = [];

    /// <summary>How much more the search's plan costs than the best.</summary>
    public double Gap => Search - Best <= 1e-9 ? 0 : (Search - Best) / Best;
}
