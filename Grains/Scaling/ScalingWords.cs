using System.Collections.Immutable;
using System.Globalization;
using Krewe.Pools;
using Krewe.Scaling;
using Krewe.Scheduling.Scaling.Decisions;

namespace Krewe.Grains.Scaling;

/// <summary>Reasons of decisions as sentences.</summary>
internal static class ScalingWords
{
    public static ImmutableArray<string> Of(ModelDecision decision, ModelSnapshot snapshot, ScaledModel model) =>
        [.. decision.Reasons.Select(reason => Of(reason, decision, snapshot, model))];

    private static string Of(ScalingReason reason, ModelDecision decision, ModelSnapshot snapshot, ScaledModel model)
    {
        var scaling = model.Spec.Scaling!;
        return reason switch
        {
            ScalingReason.Enough => "what is there keeps the promise",
            ScalingReason.ForecastDemand => Text($"with {decision.Before} replicas {Share(decision.LateBefore)} of the requests that are expected would be late: the promise is worth more replicas"),
            ScalingReason.QueueGrowth => Text($"{snapshot.Inside:0} requests are inside, more than {snapshot.Serving} replicas answer within {snapshot.Service.ObjectiveSeconds:0.###} s"),
            ScalingReason.SparePlaces => "places that nobody needs more are free",
            ScalingReason.Scarcity => Text($"{decision.Wanted} replicas are needed, but places are scarce: others gain more by them"),
            ScalingReason.LessDemand => Text($"{decision.Wanted} replicas keep the promise for what is expected"),
            ScalingReason.Stabilizing => Text($"{decision.Wanted} replicas would do, but not for {scaling.Stabilization.TotalSeconds:0.#} s yet"),
            ScalingReason.LowerLimit => Text($"no fewer than {snapshot.Least} are allowed"),
            ScalingReason.UpperLimit => Text($"no more than {snapshot.Most} are allowed"),
            ScalingReason.Held => "a change is under way that must end first",
            ScalingReason.ToZero => Text($"nobody has asked for {snapshot.QuietSeconds:0} s, and nobody is expected while a replica would start"),
            ScalingReason.FromZero => Text($"{snapshot.Inside:0} requests wait, and no replica is there"),
            ScalingReason.Prewarm => Text($"a request is expected within the {snapshot.Options!.ColdStartSeconds:0} s that a start takes"),
            _ => reason.ToString(),
        };
    }

    private static string Share(double share) => Text($"{100 * share:0.##} %");

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
