using System.Collections.Immutable;
using Krewe.Pools;
using Krewe.Scheduling.Scaling;
using Krewe.Scheduling.Scaling.Decisions;
using Krewe.Scheduling.Scaling.Demand;
using Krewe.Scheduling.Scaling.Limits;
using Krewe.Scheduling.Scaling.Service;
using Krewe.Specs;

namespace Krewe.Grains.Scaling;

/// <summary>Makes of what is known of a model what the policy takes.</summary>
internal static class ModelSnapshots
{
    /// <summary>From the order to serving, before any start was measured.</summary>
    private const double AssumedStartSeconds = 30;

    /// <summary>What a start takes beyond the model server's: the round of the pool, the lease, the report to the queue.</summary>
    private const double OrderSeconds = 2;

    private const double MinuteSeconds = 60;
    private const double StepSeconds = 10;
    private const double LeastAheadSeconds = 90;
    private const int MostSteps = 60;

    // A forecast whose minute lies further back is not of this time.
    private const int StaleMinutes = 3;

    public static double StartSeconds(ScaledModel model) => OrderSeconds + (model.StartupSeconds ?? AssumedStartSeconds);

    public static ReplicaLimits LimitsOf(ScaledModel model, DateTimeOffset now)
    {
        var scaling = model.Spec.Scaling!;
        return LimitSchedule.At(
            new ReplicaLimits(scaling.Min, scaling.Max),
            scaling.Schedules.Select(one => new LimitSchedule(one.Days, one.From, one.To, TimeZoneInfo.FindSystemTimeZoneById(one.Zone), one.Min, one.Max)),
            now,
            TimeSpan.FromSeconds(StartSeconds(model)));
    }

    public static ModelSnapshot Of(ScaledModel model, ModelTrack track, double tolerance, DateTimeOffset now)
    {
        var (spec, scaling) = (model.Spec, model.Spec.Scaling!);
        var (start, limits) = (StartSeconds(model), LimitsOf(model, now));
        var present = track.Classes.Present(track.InsideOf);
        var only = present.Length == 1 ? present[0].Class : spec.Class;
        var service = ServiceOf(spec, track, only);
        var committed = Math.Min(model.Ready, model.Wanted);
        var step = Math.Max(StepSeconds, service.Service.Mean);
        var options = new ScalingOptions
        {
            StepSeconds = step,
            Steps = Math.Clamp((int)Math.Ceiling((start + LeastAheadSeconds) / step), 6, MostSteps),
            ColdStartSeconds = start,
            MoveSeconds = start + spec.Backend.StopGrace.TotalSeconds,
            WarmStartSeconds = 0,

            // Twice as many at one decision: a surge from few to many takes a few of them, and an error costs one.
            MostChange = Math.Max(6, model.Wanted),
            Tolerance = tolerance,
            PlacesCost = true,
            ReleaseSeconds = scaling.Stabilization.TotalSeconds,
            ZeroAfterSeconds = scaling.Idle.TotalSeconds,
        };
        return new ModelSnapshot
        {
            Model = model.Model.ToString(),
            Service = service,
            Serving = committed,
            StartingSeconds = [.. model.StartingSeconds.Order().Take(Math.Max(0, model.Wanted - committed)).Select(age => Math.Max(1, start - age))],
            Inside = track.Inside,
            Demand = DemandOf(track, options, now),
            QuietSeconds = track.QuietSeconds(now),
            WantedLately = track.Wants.Add(now.ToUnixTimeMilliseconds() / 1_000.0, 0, options.ReleaseSeconds),
            Least = limits.Least,
            Most = limits.Most,
            Weight = ClassWeights.Of((int)only),
            Classes = present.Length < 2 ? [] : [.. present.Select(one => ClassOf(spec, track, tolerance, one.Class, one.Share))],
            Size = model.Size,
            Options = options,
        };
    }

    /// <summary>The model with its demand until after a later moment, and its limits then.</summary>
    public static (ModelSnapshot Model, ReplicaLimits Then) Later(ScaledModel model, ModelTrack track, double tolerance, DateTimeOffset now, double seconds)
    {
        var snapshot = Of(model, track, tolerance, now);
        var steps = (int)Math.Ceiling(seconds / snapshot.Options!.StepSeconds) + ScalingPolicy.LaterSteps;
        return (snapshot with { Demand = DemandOf(track, snapshot.Options with { Steps = steps }, now) }, LimitsOf(model, now.AddSeconds(seconds)));
    }

    private static ClassLoad ClassOf(ModelSpec spec, ModelTrack track, double tolerance, ServiceClass @class, double share) => new(
        share, spec.Scaling!.ObjectiveOf(@class, spec.Timeout).TotalSeconds, track.InsideOf(@class), track.Classes.FeedbackOf(@class)?.Tolerance ?? tolerance, ClassWeights.Of((int)@class))
    {
        Rank = (int)@class,
    };

    private static ServiceModel ServiceOf(ModelSpec spec, ModelTrack track, ServiceClass only)
    {
        var objective = spec.Scaling!.ObjectiveOf(only, spec.Timeout).TotalSeconds;
        return new ServiceModel
        {
            // Until times are known a request may take half of what it may take: the first ones measured correct it.
            Service = track.Service ?? TimeDistribution.Constant(Math.Min(1, objective / 2)),
            ObjectiveSeconds = objective,
            Parallelism = spec.Concurrency * (track.Batch?.Size ?? 1),
            BatchSize = track.Batch?.Size ?? 1,
            SingleShare = track.Batch is { } batch ? batch.SingleSeconds / batch.Seconds : 1,
            QueueLimit = spec.Queue.MaxRequests,
            TimeoutSeconds = spec.Timeout.TotalSeconds,
            Bursts = track.Bursts,
        };
    }

    private static ImmutableArray<DemandScenario> DemandOf(ModelTrack track, ScalingOptions options, DateTimeOffset now)
    {
        var (minute, seconds) = (now.ToUnixTimeSeconds() / 60, now.ToUnixTimeMilliseconds() / 1_000.0 % MinuteSeconds);
        var levels = MinuteOutlook.Probabilities.Count;
        if (track.Outlook is { From: { } from, Means: { IsDefaultOrEmpty: false } means, Quantiles: var quantiles }
            && minute - (from.ToUnixTimeSeconds() / 60) is >= 0 and <= StaleMinutes and var past && past < means.Length
            && quantiles.Length == means.Length * levels)
        {
            var skip = (int)past;
            double[] At(int minute) => [.. quantiles.AsSpan(minute * levels, levels)];
            var running = new RunningMinute(means[skip], MinuteOutlook.Deviation(At(skip)), track.InMinute(now), seconds);
            var after = Enumerable.Range(skip + 1, means.Length - skip - 1).ToList();
            return new MinuteOutlook(
                running,
                means[skip],
                [.. after.Select(At)],
                [.. after.Select(at => means[at])]).Scenarios(seconds, options.Steps, options.StepSeconds);
        }

        // Nothing is forecast: it goes on as in the last seconds, as far as so few of them can say.
        var rate = track.Rate(now);
        var likely = new RunningMinute(MinuteSeconds * rate, Math.Sqrt((MinuteSeconds * rate) + 1), MinuteSeconds * rate, MinuteSeconds / 6);
        return new MinuteOutlook(likely, likely.Mean, [], []).Scenarios(0, options.Steps, options.StepSeconds);
    }
}
