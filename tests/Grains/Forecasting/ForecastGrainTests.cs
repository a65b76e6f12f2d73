using System.Collections.Immutable;
using Krewe.Events;
using Krewe.Forecasting;
using Krewe.Grains.Forecasting;
using Krewe.Grains.Tests.Support;
using Krewe.Models;
using Krewe.Naming;
using Krewe.Scheduling.Forecasting;

namespace Krewe.Grains.Tests.Forecasting;

/// <summary>The demand of a model as a grain: the test counts, and an hour stands for the day.</summary>
public sealed class ForecastGrainTests
{
    private const int Hour = 3600;

    // On a boundary of the season, so that the rhythm of the tests is that of the minutes.
    private static readonly long Start = Samples.Start.ToUnixTimeSeconds() / Hour * Hour;
    private static readonly ForecastQuery Query = new() { Horizon = TimeSpan.FromMinutes(30), History = TimeSpan.FromHours(2) };

    [Fact]
    public void Arrivals_OfAModel_BecomeItsHistory() => World.Run(async world =>
    {
        await world.Model.ConfigureAsync(new ModelConfiguration { Spec = Samples.Spec(), Generation = 1, Replicas = [Samples.Replica(0)] });
        await world.Model.ReportReplicaAsync(new ReplicaReport { Replica = Samples.Replica(0), Epoch = 1, Incarnation = 1, Ready = true, Slots = 1, Version = "1" });
        for (var request = 0; request < 240; request++)
        {
            await world.CompleteAsync(await world.GrantedAsync($"r{request}"));
            await world.Delay(0.5);
            if (request % 20 == 19)
            {
                await world.Demand.RunAsync();
            }
        }

        await world.Delay(10);
        await world.Demand.RunAsync();
        var view = await Forecast(world).GetAsync(Query);
        Assert.NotEmpty(view.History);
        Assert.Equal(2, view.History.Max(point => point.Rate)!.Value, 0.4);
    });

    [Fact]
    public void Observe_Hours_ForecastsTheirRhythm() => World.Run(async world =>
    {
        await ObserveAsync(world, 0, 8 * Hour);
        var view = await Forecast(world).GetAsync(Query);
        Assert.NotNull(view.LearnedAt);
        Assert.Equal(30, view.Forecast.Length);
        Assert.Equal(120, view.History.Length);
        Assert.All(view.Forecast, point =>
        {
            Assert.InRange(point.Mean / Truth(point.At.ToUnixTimeSeconds()), 0.7, 1.4);
            Assert.True(0 <= point.Lower && point.Lower <= point.Median && point.Median <= point.Upper);
        });
        Assert.InRange(view.Peak, view.Forecast.Max(point => point.Upper) - 1e-3, double.MaxValue);
        Assert.Equal(1, view.Weights.Sum(weight => weight.Weight), 0.02);
        Assert.Equal([1.0, 10], view.Scores.Select(score => score.Horizon.TotalMinutes).Take(2));
        Assert.All(view.Scores, score => Assert.True(score.Error is > 0 and < 0.5 && score.Coverage is > 0.8 and <= 1, $"{score}"));
    });

    [Fact]
    public void Restart_AfterHours_GoesOnWithTheHistory()
    {
        var storage = new FaultyStorage();
        ForecastView? before = null;
        World.Run(async world =>
        {
            await ObserveAsync(world, 0, 5 * Hour);
            before = await Forecast(world).GetAsync(Query);
        }, storage: storage);
        World.Run(async world =>
        {
            // What was written last is at most ten minutes old, also where the silo was killed.
            var view = await Forecast(world).GetAsync(Query);
            Assert.InRange(before!.Known - view.Known, TimeSpan.Zero, TimeSpan.FromMinutes(10));
            Assert.NotNull(view.LearnedAt);
            await ObserveAsync(world, (5 * Hour) + 60, 600);
            var after = await Forecast(world).GetAsync(Query);
            Assert.InRange(after.Known - before.Known, TimeSpan.FromMinutes(9), TimeSpan.FromMinutes(12));
            Assert.InRange(after.Forecast[0].Mean / Truth(after.From.ToUnixTimeSeconds()), 0.6, 1.6);
        }, storage: storage);
    }

    [Fact]
    public void Observe_TheSameAgain_ChangesNothing() => World.Run(async world =>
    {
        await ObserveAsync(world, 0, 1200);
        var before = await Forecast(world).GetAsync(Query);
        await Forecast(world).ObserveAsync(new DemandCounts(Start + 1140, [.. Enumerable.Repeat(5000, 60)]));
        await ObserveAsync(world, 1200, 120);
        var after = await Forecast(world).GetAsync(Query);
        Assert.Equal(before.History.AsEnumerable(), after.History[..before.History.Length].AsEnumerable());
        Assert.True(after.History.Max(point => point.Rate) < 100);
    });

    [Theory]
    [InlineData(20.0, EventKinds.DemandSpike)]
    [InlineData(0.0, EventKinds.DemandDrop)]
    [InlineData(3.0, EventKinds.DemandShift)]
    public void Demand_OutOfTheOrdinary_IsAnEventOnce(double factor, string kind) => World.Run(async world =>
    {
        await ObserveAsync(world, 0, 6 * Hour);
        Assert.Empty(world.Events(kind));
        await ObserveAsync(world, 6 * Hour, 20 * 60, factor);

        var occurred = world.Events(kind)[0];
        Assert.Equal(Samples.Digits, occurred.Model);
        Assert.NotEmpty(occurred.Reasons);
        Assert.Contains("rate", occurred.Inputs.Keys);
        Assert.InRange(world.Events(kind).Length, 1, 3);
        Assert.NotEmpty((await Forecast(world).GetAsync(Query)).Anomalies);
    });

    [Fact]
    public void Learning_ThatTakesLong_HoldsNobodyUp()
    {
        var learner = new HeldLearner();
        World.Run(async world =>
        {
            await ObserveAsync(world, 0, 2 * Hour);
            Assert.Equal(1, learner.Waiting);
            await ObserveAsync(world, 2 * Hour, 600);
            Assert.Null((await Forecast(world).GetAsync(Query)).LearnedAt);

            learner.Release.SetResult();
            await world.Delay(1);
            Assert.NotNull((await Forecast(world).GetAsync(Query)).LearnedAt);
        }, learner: learner);
    }

    [Fact]
    public void Write_ThatFails_IsTriedAgain() => World.Run(async world =>
    {
        world.Storage.Fault = (_, _) => StorageFault.Before;
        await ObserveAsync(world, 0, 30 * 60);
        world.Storage.Fault = (_, _) => StorageFault.None;
        await ObserveAsync(world, 30 * 60, 11 * 60);
        Assert.Equal(TimeSpan.FromMinutes(40), (await Forecast(world).GetAsync(Query)).Known);
        Assert.NotNull(world.Storage.Stored<ForecastGrainState>("forecast", Forecast(world).GetGrainId())?.Demand);
    });

    [Fact]
    public void Remove_OfAModel_ForgetsItsDemand() => World.Run(async world =>
    {
        await world.Model.ConfigureAsync(new ModelConfiguration { Spec = Samples.Spec(), Generation = 1, Replicas = [] });
        await ObserveAsync(world, 0, Hour);
        await world.Model.RemoveAsync(2);
        await world.Delay(1);
        Assert.Null(world.Storage.Stored<ForecastGrainState>("forecast", Forecast(world).GetGrainId())?.Demand);
        Assert.Equal(TimeSpan.Zero, (await Forecast(world).GetAsync(Query)).Known);
    });

    [Fact]
    public void Get_ModelThatIsNew_SaysNothing()
        => World.Run(async world =>
        {
            var view = await Forecast(world).GetAsync(new ForecastQuery { Horizon = TimeSpan.FromDays(400), History = TimeSpan.FromDays(-1) });
            Assert.Empty(view.History);
            Assert.Null(view.LearnedAt);
            Assert.All(view.Forecast, point => Assert.Equal(0, point.Mean));
        });

    private static IForecastGrain Forecast(World world) => world.Silo.Grains.GetGrain<IForecastGrain>(Samples.Digits.ToString());

    private static double Truth(long second) => 20 + (8 * Math.Sin(2 * Math.PI * second / Hour));

    private static async Task ObserveAsync(World world, int from, int seconds, double factor = 1)
    {
        for (var at = from; at < from + seconds; at += 60)
        {
            ImmutableArray<int> counts = [.. Enumerable.Range(at, 60).Select(second => (int)Math.Round(factor * (Truth(Start + second) + (second * 7 % 5) - 2)))];
            await Forecast(world).ObserveAsync(new DemandCounts(Start + at, counts));
        }
    }

    private sealed class HeldLearner : IForecastLearner, IDisposable
    {
        public TaskCompletionSource Release { get; } = new();

        public int Waiting { get; private set; }

        public async Task<IDisposable> EnterAsync()
        {
            Waiting++;
            await Release.Task;
            return this;
        }

        public Task RunAsync(DemandLearning learning)
        {
            learning.Run();
            return Task.CompletedTask;
        }

        public void Dispose()
        {
            // The turn: nobody else waits for it.
        }
    }
}
