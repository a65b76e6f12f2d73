using System.Collections.Immutable;
using System.Globalization;
using Krewe.Bench.Forecasting;
using Krewe.Bench.Reporting;
using Krewe.Planning.Replay;
using Krewe.Scheduling.Scaling;

namespace Krewe.Bench.Faro;

/// <summary>Autoscaling of ten jobs on shared places, by the rules and on the requests of Faro (EuroSys 2025).</summary>
internal sealed class FaroBenchmark : IBenchmark
{
    private const int ReplayedDay = 11;
    private const int Near = 20;
    private const double InTime = 0.99;
    private const double GivenUp = 1.3;

    // Published: violations in % of fair share, AIAD, Oneshot and Faro's best variant; and what Krewe is to stay below.
    private static readonly Dictionary<int, (double Fair, double Aiad, double Oneshot, double Faro, double Goal)> Published = new()
    {
        [32] = (16.3, 9.5, 36.9, 3.14, 2.4), [36] = (16.3, 7.2, 32.2, 1.33, 1.0), [40] = (1.1, 7.0, 27.4, 0.83, 0.47),
    };

    public string Name => "faro";

    public string Help => "--data DIR [--series FILE] [--replicas 32,36,40] [--seeds 5] [--days 11] [--sample 0..3] [--only all|ours|baselines|cost]: violations beside baselines; earlier days for tuning";

    public Task<IReadOnlyList<BenchRow>> RunAsync(BenchOptions options)
    {
        var data = options.Get("data", "");
        if (data.Length == 0)
        {
            throw new ArgumentException("faro needs --data DIR with input.json of beomyeol/faro; docs/scaling.md says where it is found.");
        }

        var replayed = FaroTrace.Read(Path.Combine(data, "input.json"));
        var series = new[] { options.Get("series", ""), Path.Combine(data, FaroTrace.SeriesName), Path.Combine(data, "..", "series", FaroTrace.SeriesName) }.FirstOrDefault(File.Exists)
            ?? throw new ArgumentException($"faro needs the rates of the days before as --series FILE ({FaroTrace.SeriesName}): forecasts learn from them.");
        var file = SeriesFile.Read(series);
        var functions = FaroTrace.Functions(file, replayed, ReplayedDay);
        var rows = new List<BenchRow>();
        foreach (var number in options.GetAll("days", ReplayedDay))
        {
            var sample = number == ReplayedDay ? 0 : options.Get("sample", 0);
            var trace = number == ReplayedDay ? replayed : FaroTrace.OfDay(file, functions, number, sample);
            var day = new FaroDay(trace, file, functions, number, sample);
            foreach (var replicas in options.GetAll("replicas", 32, 36, 40))
            {
                // On other days as many places as are as scarce.
                var places = (int)Math.Round(replicas * (double)trace.Requests / replayed.Requests);
                rows.AddRange(Run(day, replicas, places, options));
            }

            if (options.Get("only", "all") is "all" or "cost")
            {
                rows.AddRange(Cost(day, options));
            }
        }

        return Task.FromResult<IReadOnlyList<BenchRow>>(rows);
    }

    private static IEnumerable<BenchRow> Run(FaroDay day, int replicas, int places, BenchOptions options)
    {
        var cases = new FaroCases(day, rules => rules with { OneChangeAtATime = options.Get("serial", 1) == 1 }, Options(options), options.Get("seeds", 5));
        var (name, only) = (day.Day == ReplayedDay ? $"{replicas}" : $"{replicas}, day {day.Day}: {places}", options.Get("only", "all"));
        var published = day.Day == ReplayedDay && Published.TryGetValue(replicas, out var found) ? found : default;
        if (only is "all" or "ours")
        {
            var ours = cases.Ahead(places);
            yield return published.Goal > 0
                ? new BenchRow(name, "violations", "%", ours, Of(("faro", published.Faro), ("goal", published.Goal)), ours <= published.Goal)
                : new BenchRow(name, "violations", "%", ours);
            yield return new BenchRow(name, "violations_clairvoyant", "%", cases.Clairvoyant(places));
        }

        if (only is "all" or "baselines")
        {
            yield return Matched(name, "violations_fair", cases.Fair(places), published.Fair);
            yield return Matched(name, "violations_aiad", cases.Reactive(places, oneshot: false), published.Aiad);
            yield return Matched(name, "violations_oneshot", cases.Reactive(places, oneshot: true), published.Oneshot);
            var (hpa, kpa) = (cases.Best(places, FaroCases.Hpa), cases.Best(places, FaroCases.Kpa));
            yield return new BenchRow($"{name} ({hpa.Setting})", "violations_hpa", "%", hpa.Violations);
            yield return new BenchRow($"{name} ({kpa.Setting})", "violations_kpa", "%", kpa.Violations);
        }
    }

    // Baselines stand behind the queue of Faro's simulator, which takes requests as they come; Krewe brings its own. What comes of the scaler and what of the queue
    // is told apart by the rows in which both have the same one.
    private static IEnumerable<BenchRow> Cost(FaroDay day, BenchOptions options)
    {
        var (name, places) = (day.Day == ReplayedDay ? "cost" : $"cost, day {day.Day}", options.Get("places", 100));
        var taken = CostOf(day, rules => rules, options, places);
        var own = CostOf(day, OwnQueue, options, places);
        return
        [
            .. Rows(name, own, taken, goal: 20),
            .. Rows($"{name}, first come first served", taken, taken),
            .. Rows($"{name}, Krewe's queue for all", own, own),
        ];
    }

    // A replica holds what it serves, and who cannot be answered soon after the objective is refused or leaves: a model with that timeout. At the objective itself
    // caution refuses many who would have been in time; chosen on days 7 to 10 of 1 to 1.5.
    private static ReplayRules OwnQueue(ReplayRules rules) => rules with { SlotsPerReplica = 1, TimeoutSeconds = GivenUp * rules.ObjectiveSeconds };

    private static FaroCost CostOf(FaroDay day, Func<ReplayRules, ReplayRules> system, BenchOptions options, int places)
    {
        var cases = new FaroCases(day, system, Options(options), options.Get("seeds", 5));
        return new FaroCost(
            cases.Cheapest(places, InTime, FaroCases.Hpa), cases.Cheapest(places, InTime, FaroCases.Kpa), cases.AheadWherePlacesCost(places, InTime),
            cases.ClairvoyantWherePlacesCost(places, InTime), FaroBound.Hours(day.Trace, system(ReplayRules.Faro), 1 - InTime));
    }

    private static IEnumerable<BenchRow> Rows(string name, FaroCost ours, FaroCost theirs, double? goal = null)
    {
        var (hpa, kpa) = (theirs.Hpa, theirs.Kpa);
        var saved = 100 * (1 - (ours.Ahead.Hours / Math.Min(hpa.Hours, kpa.Hours)));
        yield return new BenchRow(name, "device_hours", "h", ours.Ahead.Hours, Of((hpa.Setting, hpa.Hours), (kpa.Setting, kpa.Hours)));
        yield return new BenchRow(name, "in_time", "%", 100 * ours.Ahead.InTime, Of((hpa.Setting, 100 * hpa.InTime), (kpa.Setting, 100 * kpa.InTime)), ours.Ahead.InTime >= InTime);
        yield return new BenchRow(name, "device_hours_clairvoyant", "h", ours.Clairvoyant.Hours, Of(("in time, %", 100 * ours.Clairvoyant.InTime)));
        yield return new BenchRow(name, "device_hours_bound", "h", ours.Bound);
        yield return goal is { } least
            ? new BenchRow(name, "saved", "%", saved, Of(("goal", least)), saved >= least)
            : new BenchRow(name, "saved", "%", saved);
    }

    private static ScalingOptions Options(BenchOptions options) => new()
    {
        Steps = options.Get("steps", new ScalingOptions().Steps),
        MostChange = options.Get("most", new ScalingOptions().MostChange),
        ChangeCost = double.Parse(options.Get("change", new ScalingOptions().ChangeCost.ToString(CultureInfo.InvariantCulture)), CultureInfo.InvariantCulture),
        FadeSteps = options.Get("fade", (int)new ScalingOptions().FadeSteps),
        ReleaseSeconds = options.Get("release", (int)new ScalingOptions().ReleaseSeconds),
    };

    private static BenchRow Matched(string name, string metric, double ours, double published) => published > 0
        ? new BenchRow(name, metric, "%", ours, Of(("published", published)), Math.Abs(ours - published) <= published * Near / 100)
        : new BenchRow(name, metric, "%", ours);

    private static ImmutableSortedDictionary<string, double> Of(params (string Name, double Value)[] references) =>
        references.ToImmutableSortedDictionary(reference => reference.Name, reference => reference.Value);
}
