using System.Collections.Immutable;
using Krewe.Planning.Policies;
using Krewe.Planning.Replay;
using Krewe.Scheduling.Scaling;
using Krewe.Scheduling.Scaling.Feedback;

namespace Krewe.Bench.Faro;

/// <summary>The scalers that are compared, each on the same arrivals.</summary>
internal sealed class FaroCases(FaroDay day, Func<ReplayRules, ReplayRules> system, ScalingOptions options, int seeds)
{
    private readonly ImmutableArray<ReplayRules> _rules = [.. day.Rules.Select(system)];

    private static readonly double[] HpaTargets = [0.4, 0.5, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9];
    private static readonly double[] HpaWindows = [60, 300];
    private static readonly double[] KpaTargets = [0.6, 0.8, 1, 1.2, 1.5, 2, 3];
    private static readonly double[] KpaDelays = [0, 60, 300];

    /// <summary>Everything of HPA's that is swept.</summary>
    public static IReadOnlyList<Func<IReplayScaler>> Hpa { get; } =
        [.. HpaTargets.SelectMany(target => HpaWindows.Select(window => (Func<IReplayScaler>)(() => new HpaScaler(target, window))))];

    /// <summary>Everything of KPA's that is swept.</summary>
    public static IReadOnlyList<Func<IReplayScaler>> Kpa { get; } =
        [.. KpaTargets.SelectMany(target => KpaDelays.Select(delay => (Func<IReplayScaler>)(() => new KpaScaler(target, delay))))];

    public double Fair(int places) => Mean(places, [.. _rules.Select(one => one with { InitialReplicas = places / day.Trace.Names.Length })], _ => new FixedScaler());

    public double Reactive(int places, bool oneshot) => Mean(places, _rules, _ => new AiadScaler(oneshot, _rules[0].ObjectiveSeconds));

    public double Clairvoyant(int places) => Mean(places, _rules, _ => new AheadScaler("clairvoyant", _rules, options, new ClairvoyantOutlook(day.Trace)));

    public double Ahead(int places) => Mean(places, _rules, seed => new AheadScaler("krewe", _rules, options, day.Outlook(seed)));

    /// <summary>The best setting of a sweep by one seed, then the mean of all.</summary>
    public (double Violations, string Setting) Best(int places, IReadOnlyList<Func<IReplayScaler>> settings)
    {
        var best = settings.MinBy(setting => Run(_rules, places, setting(), 1).MeanViolatedShare)!;
        return (Mean(places, _rules, _ => best()), best().Name);
    }

    /// <summary>The fewest device-hours of a sweep that answer a share of requests in time.</summary>
    public (double Hours, double InTime, string Setting) Cheapest(int places, double inTime, IReadOnlyList<Func<IReplayScaler>> settings)
    {
        var kept = settings.Select(setting => (Setting: setting, Run: Run(_rules, places, setting(), 1)))
            .Where(one => one.Run.InTime >= inTime).OrderBy(one => one.Run.DeviceHours).FirstOrDefault();
        return kept.Run is null ? (double.NaN, double.NaN, "none") : (kept.Run.DeviceHours, kept.Run.InTime, kept.Setting().Name);
    }

    /// <summary>Device-hours where places cost, with the tolerance tuned by feedback.</summary>
    public (double Hours, double InTime) AheadWherePlacesCost(int places, double inTime) => WherePlacesCost(places, inTime, day.Outlook);

    /// <summary>The same by one that knows the rates.</summary>
    public (double Hours, double InTime) ClairvoyantWherePlacesCost(int places, double inTime) => WherePlacesCost(places, inTime, _ => new ClairvoyantOutlook(day.Trace));

    private (double Hours, double InTime) WherePlacesCost(int places, double inTime, Func<int, IDemandOutlook> outlook)
    {
        var priced = options with { PlacesCost = true, MoveSeconds = options.ColdStartSeconds, Tolerance = 1 - inTime };
        var runs = Enumerable.Range(1, seeds).Select(seed => Run(_rules, places,
            new AheadScaler("krewe", _rules, priced, outlook(seed), new AttainmentFeedback(1 - inTime)), seed)).ToArray();
        return (runs.Average(run => run.DeviceHours), runs.Average(run => run.InTime));
    }

    private double Mean(int places, ImmutableArray<ReplayRules> rules, Func<int, IReplayScaler> scaler) =>
        100 * Enumerable.Range(1, seeds).Average(seed => Run(rules, places, scaler(seed), seed).MeanViolatedShare);

    private ReplayResult Run(ImmutableArray<ReplayRules> rules, int places, IReplayScaler scaler, int seed) =>
        Replayer.Run(new ReplaySystem { Rules = rules, Places = places }, day.Trace, scaler, seed);
}
