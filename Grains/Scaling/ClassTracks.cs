using System.Collections.Immutable;
using Krewe.Scaling;
using Krewe.Scheduling.Scaling.Feedback;
using Krewe.Specs;

namespace Krewe.Grains.Scaling;

/// <summary>What has been seen of the requests of one model by class. Owned by its <see cref="ModelTrack"/>.</summary>
internal sealed class ClassTracks
{
    private static readonly ServiceClass[] All = Enum.GetValues<ServiceClass>();
    private static readonly ClassCounts Nothing = new(0, 0, 0, 0);
    private readonly ClassMargins _margins = new(All.Length);

    /// <summary>Takes what a queue told, less what it told before.</summary>
    public void Take(ImmutableArray<ClassCounts> counts, ImmutableArray<ClassCounts> before, DateTimeOffset now)
    {
        if (counts.IsDefault || counts.Length != All.Length)
        {
            return;
        }

        _margins.Advance(now.ToUnixTimeMilliseconds() / 1_000.0);
        for (var at = 0; at < All.Length; at++)
        {
            var (count, old) = (counts[at], !before.IsDefault && at < before.Length ? before[at] : Nothing);
            _margins.Take(at, count.Arrived - old.Arrived, count.Ended - old.Ended, count.Late - old.Late);
        }
    }

    /// <summary>The classes of which requests come, the most important first, with their shares.</summary>
    /// <param name="inside">Requests inside of a class.</param>
    public ImmutableArray<(ServiceClass Class, double Share)> Present(Func<ServiceClass, int> inside) =>
        [.. _margins.Present(at => inside((ServiceClass)at) > 0).Select(one => ((ServiceClass)one.Class, one.Share))];

    /// <summary>Has the margins follow what was observed since the last time.</summary>
    /// <param name="goal">The share of requests that may be late.</param>
    /// <param name="stored">What a class was tuned to before this activation; null for nothing.</param>
    public void Tune(double goal, Func<ServiceClass, double?> stored) => _margins.Tune(goal, at => stored((ServiceClass)at));

    /// <summary>The margin of a class; null before it was tuned.</summary>
    public AttainmentFeedback? FeedbackOf(ServiceClass @class) => _margins.Of((int)@class);

    /// <summary>Of those whose requests have ended: what is worth to be kept.</summary>
    public IEnumerable<(ServiceClass Class, double Tolerance)> Tolerances =>
        All.Where(one => FeedbackOf(one) is { HasSeen: true }).Select(one => (one, FeedbackOf(one)!.Tolerance));
}
