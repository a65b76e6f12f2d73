using System.Collections.Immutable;

namespace Krewe.Scheduling.Scaling.Feedback;

/// <summary>
/// What has been seen of a model's requests by class, the most important first: their shares, older ones fading, and a margin for each, so that the promise
/// to each is kept by itself. Not safe for concurrent use.
/// </summary>
public sealed class ClassMargins
{
    /// <summary>A smaller share is too little to plan for, unless somebody is inside.</summary>
    public const double LeastShare = 0.005;

    /// <summary>The time over which what came fades to 1/e in the shares.</summary>
    private const double MemorySeconds = 600;

    private readonly double[] _came;
    private readonly double[] _ended;
    private readonly double[] _late;
    private readonly AttainmentFeedback?[] _feedback;
    private double? _now;

    /// <summary>Begins with nothing seen.</summary>
    /// <param name="classes">How many there are, at least 1.</param>
    public ClassMargins(int classes)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(classes, 1);
        (_came, _ended, _late, _feedback) = (new double[classes], new double[classes], new double[classes], new AttainmentFeedback?[classes]);
    }

    /// <summary>Lets what came before count less.</summary>
    /// <param name="now">Seconds; what lies before an earlier call changes nothing.</param>
    public void Advance(double now)
    {
        var fade = Math.Exp(-Math.Max(0, now - (_now ?? now)) / MemorySeconds);
        _now = Math.Max(now, _now ?? now);
        for (var at = 0; at < _came.Length; at++)
        {
            _came[at] *= fade;
        }
    }

    /// <summary>Takes what was counted of a class since the last time; what is negative was told late and is left out.</summary>
    /// <param name="at">Which class.</param>
    /// <param name="arrived">Requests that came.</param>
    /// <param name="ended">Requests that were answered or dropped.</param>
    /// <param name="late">Those of them that were late.</param>
    public void Take(int at, double arrived, double ended, double late)
    {
        _came[at] += Math.Max(0, arrived);
        _ended[at] += Math.Max(0, ended);
        _late[at] += Math.Max(0, late);
    }

    /// <summary>The classes of which requests come, with their shares; those of all sum to about 1.</summary>
    /// <param name="isInside">Whether requests of a class are inside.</param>
    public ImmutableArray<(int Class, double Share)> Present(Func<int, bool> isInside)
    {
        ArgumentNullException.ThrowIfNull(isInside);
        var sum = Math.Max(1e-9, _came.Sum());
        return
        [
            .. Enumerable.Range(0, _came.Length).Where(at => _came[at] / sum >= LeastShare || isInside(at))
                .Select(at => (at, Math.Max(LeastShare, _came[at] / sum))),
        ];
    }

    /// <summary>Has the margins follow what was taken since the last time.</summary>
    /// <param name="goal">The share of requests that may be late, above 0, below 1.</param>
    /// <param name="stored">What a class was tuned to before; null for nothing.</param>
    public void Tune(double goal, Func<int, double?> stored)
    {
        ArgumentNullException.ThrowIfNull(stored);
        for (var at = 0; at < _feedback.Length; at++)
        {
            if (_feedback[at]?.Goal != goal)
            {
                _feedback[at] = new AttainmentFeedback(goal, _feedback[at] is null ? stored(at) ?? goal : goal);
            }

            if (_ended[at] > 0)
            {
                _feedback[at]!.Observe(_ended[at], Math.Min(_ended[at], _late[at]));
            }

            (_ended[at], _late[at]) = (0, 0);
        }
    }

    /// <summary>The margin of a class; null before the first <see cref="Tune"/>.</summary>
    /// <param name="at">Which class.</param>
    public AttainmentFeedback? Of(int at) => _feedback[at];
}
