using System.Collections.Immutable;
using Krewe.Grains.Events;
using Krewe.Pools;
using Krewe.Scaling;
using Krewe.Scheduling.Scaling.Decisions;
using Krewe.Specs;

namespace Krewe.Grains.Scaling;

/// <summary>What was decided, as it is shown.</summary>
internal static class ScalingViews
{
    public static ScalingView Of(ScaledModel model, ModelTrack track, ModelSnapshot snapshot, ModelDecision decision, int target, DateTimeOffset now)
    {
        var reasons = ScalingWords.Of(decision, snapshot, model);
        if (target > decision.Target)
        {
            reasons = reasons.Add(FormattableString.Invariant($"{model.Spec.Scaling!.Warm} are kept warm beyond need"));
        }

        if (model.Overridden)
        {
            reasons = reasons.Add(FormattableString.Invariant($"an operator's {model.Wanted} replicas hold for now"));
        }

        return new ScalingView
        {
            Model = model.Model,
            At = now,
            Before = decision.Before,
            Needed = decision.Wanted,
            Target = target,
            Min = snapshot.Least,
            Max = snapshot.Most,
            Reasons = reasons,
            Promised = model.Spec.Scaling!.AttainmentThousandths / 1_000.0,
            Kept = track.Feedback is { HasSeen: true } seen ? Math.Round(1 - seen.LateShare, 5) : null,
            Tolerance = snapshot.Options!.Tolerance,
            LateBefore = Math.Round(decision.LateBefore, 5),
            LateAfter = Math.Round(decision.LateAfter, 5),
            Rate = Math.Round(track.Rate(now), 3),
            Peak = Math.Round(snapshot.Demand[^1].Rates.Max(), 3),
            Ahead = LookAhead.Replicas(track.Outlook, snapshot.Demand[^1].Rates.Max(), decision.Wanted, snapshot.Most, now),
            ForecastError = track.ForecastError is { } error ? Math.Round(error, 4) : null,
            StartSeconds = Math.Round(snapshot.Options.ColdStartSeconds, 2),
            Classes = [.. snapshot.Classes.Select(one => ClassOf(track, one, snapshot.Classes.Sum(other => other.Share)))],
            ServiceSeconds = track.Service is { } service ? Math.Round(service.Mean, 6) : null,
        };
    }

    private static ClassScalingView ClassOf(ModelTrack track, ClassLoad one, double all) => new(
        (ServiceClass)one.Rank, Math.Round(one.Share / all, 4), one.ObjectiveSeconds,
        track.Classes.FeedbackOf((ServiceClass)one.Rank) is { HasSeen: true } seen ? Math.Round(1 - seen.LateShare, 5) : null, one.Tolerance);

    public static ImmutableSortedDictionary<string, string> Inputs(ScalingView view, ModelSnapshot snapshot) => EventInputs.Of(
        ("serving", snapshot.Serving),
        ("starting", snapshot.StartingSeconds.Length),
        ("needed", view.Needed),
        ("inside", snapshot.Inside),
        ("rate", view.Rate),
        ("peak rate", view.Peak),
        ("service seconds", view.ServiceSeconds),
        ("objective seconds", snapshot.Service.ObjectiveSeconds),
        ("start seconds", view.StartSeconds),
        ("tolerance", Math.Round(view.Tolerance, 5)),
        ("late share without", view.LateBefore),
        ("late share with", view.LateAfter));
}
