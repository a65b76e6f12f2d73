using System.Collections.Immutable;
using Krewe.Planning.Replay;
using Krewe.Scheduling.Scaling.Decisions;
using Krewe.Scheduling.Scaling.Feedback;

namespace Krewe.Planning.Policies;

/// <summary>What a scaler has seen of the classes of one model: as much as a cluster sees.</summary>
internal sealed class ClassWatch(ImmutableArray<ReplayClass> classes)
{
    private readonly ClassMargins _margins = new(classes.Length);
    private ImmutableArray<ClassView> _before = [.. classes.Select(_ => new ClassView(0, 0, 0))];

    /// <summary>Takes the counts of now.</summary>
    /// <param name="view">The classes of the model.</param>
    /// <param name="now">Seconds.</param>
    /// <param name="goal">The share of requests that may be late; null to keep plans at <paramref name="tolerance"/>.</param>
    /// <param name="tolerance">The share with which plans begin.</param>
    public ImmutableArray<ClassLoad> Take(ImmutableArray<ClassView> view, double now, double? goal, double tolerance)
    {
        _margins.Advance(now);
        for (var at = 0; at < view.Length; at++)
        {
            var (count, old) = (view[at], _before[at]);
            _margins.Take(at, count.Arrived - old.Arrived, count.Answered - old.Answered, count.Late - old.Late);
        }

        _before = view;
        if (goal is { } may)
        {
            _margins.Tune(may, _ => null);
        }

        return
        [
            .. _margins.Present(at => view[at].Inside > 0).Select(one => new ClassLoad(
                one.Share, classes[one.Class].ObjectiveSeconds, view[one.Class].Inside, _margins.Of(one.Class)?.Tolerance ?? tolerance, ClassWeights.Of(classes[one.Class].Rank))
            {
                Rank = classes[one.Class].Rank,
            }),
        ];
    }
}
