using System.Collections.Immutable;

namespace Krewe.Scheduling.Health;

/// <summary>Gathers what the rules of one step say: the worst of it counts, and all of it is told.</summary>
internal sealed class HealthVerdict
{
    private readonly List<(int Rank, string Reason)> _reasons = [];

    public HealthCondition Condition { get; private set; }

    public bool Evict { get; private set; }

    public ImmutableArray<string> Reasons => [.. _reasons.OrderByDescending(one => one.Rank).Select(one => one.Reason)];

    public void Add(HealthCondition condition, bool evict, string reason)
    {
        if (Rank(condition) > Rank(Condition))
        {
            Condition = condition;
        }

        Evict |= evict;
        _reasons.Add((Rank(condition), reason));
    }

    /// <summary>One that has only just come back is not better than a degraded one: neither takes work, and only the latter may soon.</summary>
    private static int Rank(HealthCondition condition) => condition switch
    {
        HealthCondition.Healthy => 0,
        HealthCondition.Degraded => 1,
        HealthCondition.Returned => 2,
        HealthCondition.Draining => 3,
        _ => 4,
    };
}
