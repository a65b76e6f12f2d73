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

    private readonly Dictionary<string, (double Since, RecentWants Wants)> _models = new(StringComparer.Ordinal);

    /// <summary>How far to look ahead, in seconds: the longest start of all kinds, <see cref="SteadySeconds"/>, and the rounds in between. A replica's own start comes on top.</summary>
    /// <param name="starts">How long the start of a machine of each kind takes, in seconds.</param>
    public static double SecondsFor(IEnumerable<double> starts) => SteadySeconds + RoundsSeconds + starts.DefaultIfEmpty().Max();

    /// <summary>A need with what is expected of it. What is needed now counts whatever places there are: who decides on replicas looks no further than those.</summary>
    /// <param name="need">The need.</param>
    /// <param name="later">What is expected now; null where nobody says.</param>
    /// <param name="now">Seconds; not before an earlier call.</param>
    public CapacityNeed Expect(CapacityNeed need, LaterReplicas? later, double now)
    {
        ArgumentNullException.ThrowIfNull(need);
        var model = need.Request.Model;
        if (later is not { } expected)
        {
            _models.Remove(model);
            return need;
        }

        if (!_models.TryGetValue(model, out var known))
        {
            _models[model] = known = (now, new RecentWants());
        }

        // The least of the window is the most of what is less than nothing.
        var least = -known.Wants.Add(now, -expected.Then, SteadySeconds);
        return need with { Replicas = Math.Max(need.Replicas, expected.Now), Later = now - known.Since >= SteadySeconds ? least : 0, MostUntilThen = expected.Most };
    }
}
