using System.Globalization;
using Krewe.Planning.Policies;
using Krewe.Planning.Replay;
using Krewe.Planning.Traces;
using Krewe.Scheduling.Scaling;
using Krewe.Scheduling.Scaling.Service;

namespace Krewe.Planning.Tests;

public class ReplayerTests
{
    private static readonly ReplayRules Rules = ReplayRules.Faro with { OneChangeAtATime = true };

    [Fact]
    public void Run_AnyTrace_CountsEachRequestOnce()
    {
        var trace = Traces.Waves(7, 4, 12, 1200);
        var result = Replayer.Run(Rules, trace, 12, new FixedScaler(), 3);
        Assert.Equal(trace.Requests, result.Arrived);
        Assert.InRange(result.Violated, 1, result.Arrived);
        Assert.InRange(result.Dropped, 1, result.Violated);
        Assert.All(result.ViolatedShares, line => Assert.All(line, share => Assert.InRange(share, 0, 1)));
    }

    [Theory]
    [InlineData(60)]
    [InlineData(240)]
    public void Run_OneReplicaBelowSaturation_IsTheQueueOfTheTextbook(int perMinute)
    {
        // M/G/1 by Pollaczek and Khinchine: the mean number inside is load plus rate squared times the second moment over what is left.
        var rules = Rules with { SlotsPerReplica = 1000, Router = TimeDistribution.Constant(1e-9) };
        var sampler = new InsideProbe();
        Replayer.Run(rules, new RateTrace(["m0"], [[600 * perMinute]], 36_000), 1, sampler, 5);
        var (rate, mean) = (perMinute / 60.0, rules.Service.Mean);
        var load = rate * mean;
        var expected = load + (rate * rate * mean * mean * (1 + rules.Service.Variability) / (2 * (1 - load)));
        Assert.Equal(expected, sampler.MeanInside, 0.06 * expected);
    }

    [Fact]
    public void Run_Overloaded_ServesAtCapacityAndDropsTheRest()
    {
        var rules = Rules with { InitialReplicas = 2 };
        var result = Replayer.Run(rules, Traces.Flat(1200, 30), 2, new FixedScaler(), 1);
        var served = 2 * 60 * 30 / rules.Service.Mean;
        Assert.Equal(result.Arrived - served, result.Dropped, 0.02 * result.Arrived);
    }

    [Fact]
    public void Run_MovedReplica_ServesAfterIdleTimeAndColdStart()
    {
        var scaler = new Script(view => view.Now switch { < 20 => [3, 1], _ => [2, 2] });
        var trace = new RateTrace(["a", "b"], [[.. Enumerable.Repeat(1, 5)], [.. Enumerable.Repeat(1, 5)]]);
        Replayer.Run(Rules, trace, 4, scaler, 1);

        // Two cold starts from 10 to 45 s; the move is asked at the first decision after that, and takes 65 to 75 s.
        Assert.Equal([1, 1, 1, 1, 3, 2], scaler.Seen.Select(seen => seen[0]).Take(6));
        var moved = (1 + scaler.Seen.FindIndex(seen => seen[1] == 2)) * 10;
        Assert.InRange(moved - 50, 65, 80);
    }

    [Fact]
    public void Run_OwnReplicaTakenBack_ServesAfterTheWarmStart()
    {
        var scaler = new Script(view => view.Now switch { < 30 => [2], < 40 => [1], _ => [2] });
        Replayer.Run(Rules with { InitialReplicas = 2 }, Traces.Flat(60, 2), 2, scaler, 1);
        Assert.Equal([2, 2, 2, 1, 2, 2], scaler.Seen.Select(seen => seen[0]).Take(6));
    }

    [Fact]
    public void Run_MoreWantedThanPlaces_NeverHoldsMore()
    {
        var scaler = new Script(_ => [9, 9, 9]);
        var result = Replayer.Run(Rules, Traces.Waves(3, 3, 6, 600), 7, scaler, 1);
        for (var at = 0; at < result.Replicas[0].Length; at++)
        {
            Assert.InRange(result.Replicas.Sum(line => line[at]), 3, 7);
        }

        Assert.InRange(result.DeviceHours, 3 * 6 / 60.0, 7 * 6 / 60.0);
    }

    [Fact]
    public void Run_SameSeed_IsTheSameInEveryProcess()
    {
        // The figure was taken in another process: whatever depends on a process makes it another.
        var trace = Traces.Waves(11, 3, 20, 1500);
        var options = new ScalingOptions { Steps = 18, FadeSteps = 1000, ChangeCost = 0.05 };
        var scaler = new AheadScaler("ahead", Rules, options, new ClairvoyantOutlook(trace));
        var result = Replayer.Run(Rules, trace, 14, scaler, 42);
        var print = string.Join(' ', result.Arrived, result.Violated, result.Dropped, result.Starts, result.Removals, result.DeviceHours.ToString("R", CultureInfo.InvariantCulture));
        Assert.Equal(Fingerprint, print);
    }

    private const string Fingerprint = "72509 3726 1214 18 7 4.627777777777778";

    /// <summary>Wants what a script says and notes how many serve.</summary>
    private sealed class Script(Func<ReplayView, int[]> wants) : IReplayScaler
    {
        public string Name => "script";

        public double PeriodSeconds => 10;

        public List<int[]> Seen { get; } = [];

        public void Decide(ReplayView view, Span<int> targets)
        {
            Seen.Add([.. view.Models.Select(model => model.Serving)]);
            wants(view).CopyTo(targets);
        }
    }

    /// <summary>Changes nothing and notes the mean number inside.</summary>
    private sealed class InsideProbe : IReplayScaler
    {
        public string Name => "probe";

        public double PeriodSeconds => 60;

        public double MeanInside { get; private set; }

        public void Decide(ReplayView view, Span<int> targets) => MeanInside = view.Models[0].InsideSeconds / view.Now;
    }
}
