using System.Collections.Immutable;
using Krewe.Scheduling.Scaling.Decisions;
using Krewe.Scheduling.Scaling.Feedback;

namespace Krewe.Scheduling.Costs.Capacity;

/// <summary>
/// What will be needed when a machine that is ordered now serves. It is bought only when it has been expected for a minute without a break, so that one
/// forecast that the next one takes back buys nothing. Owned by who buys for one pool.
/// </summary>
public sealed class LaterNeeds
{
    /// <summary>How long something must have been expected before it is bought, in seconds; the look ahead is so much longer.</summary>
    public const double SteadySeconds = 60;

    // Until it is decided, ordered, and seen to be there: a round of ten seconds each.
    private const double RoundsSeconds = 30;

    // Starts that differ by less are thought of together: each look ahead costs a calculation for each model.
    private const double AlikeShare = 0.8;
    private const double AlikeSeconds = 30;

    private readonly Dictionary<string, (double Since, RecentWants[] Wants)> _models = new(StringComparer.Ordinal);

    /// <summary>The starts for which it is asked how far to look ahead: those of the kinds, ascending, at least 1, and of those that are alike the longest.</summary>
    /// <param name="starts">How long the start of a machine of each kind takes, in seconds.</param>
    public static ImmutableArray<double> StartsOf(IEnumerable<double> starts)
    {
        var apart = new List<double>();
        foreach (var start in starts.Select(start => Math.Max(1, start)).OrderDescending())
        {
            if (apart.Count == 0 || start < Math.Min(AlikeShare * apart[^1], apart[^1] - AlikeSeconds))
            {
                apart.Add(start);
            }
        }

        return [.. apart.Order()];
    }

    /// <summary>How far to look ahead for a machine, in seconds: its start, <see cref="SteadySeconds"/>, and the rounds in between. A replica's own start comes on top.</summary>
    /// <param name="start">How long its start takes, in seconds.</param>
    public static double SecondsFor(double start) => SteadySeconds + RoundsSeconds + start;

    /// <summary>A need with what is expected of it. What is needed now counts whatever places there are: who decides on replicas looks no further than those.</summary>
    /// <param name="need">The need.</param>
    /// <param name="later">What is expected now, by the start of a machine, ascending; empty where nobody says.</param>
    /// <param name="now">Seconds; not before an earlier call.</param>
    public CapacityNeed Expect(CapacityNeed need, IReadOnlyList<(double Start, LaterReplicas Needed)> later, double now)
    {
        ArgumentNullException.ThrowIfNull(need);
        ArgumentNullException.ThrowIfNull(later);
        var model = need.Request.Model;
        if (later.Count == 0)
        {
            _models.Remove(model);
            return need;
        }

        if (!_models.TryGetValue(model, out var known) || known.Wants.Length != later.Count)
        {
            _models[model] = known = (now, [.. later.Select(_ => new RecentWants())]);
        }

        // The least of the window is the most of what is less than nothing.
        var least = later.Select((one, at) => -known.Wants[at].Add(now, -one.Needed.Then, SteadySeconds)).ToList();
        var (isSteady, last) = (now - known.Since >= SteadySeconds, later.Count - 1);
        return need with
        {
            Replicas = Math.Max(need.Replicas, later[last].Needed.Now),
            Later = isSteady ? least[last] : 0,
            Sooner = [.. later.Take(last).Select((one, at) => new SoonerNeed(one.Start, isSteady ? least[at] : 0))],
            MostUntilThen = later[last].Needed.Most,
        };
    }
}
