using Krewe.Scheduling.Scaling;
using Krewe.Scheduling.Scaling.Decisions;
using Krewe.Scheduling.Scaling.Demand;
using Krewe.Scheduling.Scaling.Feedback;
using Krewe.Scheduling.Scaling.Limits;
using Krewe.Scheduling.Scaling.Need;
using Krewe.Scheduling.Scaling.Service;

namespace Krewe.Scheduling.Tests.Scaling;

public class ScalingPolicyTests
{
    private static readonly ServiceModel Service = new()
    {
        Service = TimeDistribution.Lognormal(0.42, 0.08, 0.07), ObjectiveSeconds = 0.72, OverheadSeconds = 0.01, HeldPerReplica = 3, QueueLimit = 50,
    };

    private readonly ScalingPolicy _priced = new(new ScalingOptions { PlacesCost = true });
    private readonly ScalingPolicy _shared = new(new ScalingOptions());

    [Fact]
    public void Decide_RisingDemand_AddsReplicasBeforeItComes()
    {
        var model = Model(serving: 2, 10, 10, 10, 10, 10, 10, 10, 25);
        var decided = Decide(_priced, 20, model);
        Assert.InRange(decided.Target, 4, 6);
        Assert.Contains(ScalingReason.ForecastDemand, decided.Reasons);
        Assert.True(decided.LateAfter < decided.LateBefore / 2, $"{decided.LateBefore} became {decided.LateAfter}.");
    }

    [Fact]
    public void Later_DemandThatRises_IsToldForThen()
    {
        var rising = Model(serving: 2, [.. Enumerable.Range(0, 40).Select(step => step < 20 ? 10.0 : 60)]);
        var later = _priced.Later(rising, 250);
        Assert.InRange(later.Now, 2, 4);
        Assert.InRange(later.Then, 8, 14);
        Assert.Equal(later.Then, later.Most);
        Assert.Equal(later.Now, _priced.Later(rising, 0).Then);
    }

    [Fact]
    public void Later_PeakInBetween_IsTheMostOnly()
    {
        var later = _priced.Later(Model(serving: 2, [.. Enumerable.Range(0, 40).Select(step => step is >= 10 and < 19 ? 60.0 : 10)]), 290);
        Assert.InRange(later.Then, 2, 4);
        Assert.InRange(later.Most, 8, 14);
    }

    [Fact]
    public void Later_OtherLimitsThen_HoldThen()
    {
        var later = _priced.Later(Model(serving: 2, 10) with { Most = 3 }, 100, new ReplicaLimits(7, 9));
        Assert.InRange(later.Now, 2, 3);
        Assert.Equal((7, 7), (later.Then, later.Most));
    }

    [Fact]
    public void Later_NobodyExpected_IsNone() =>
        Assert.Equal(new LaterReplicas(0, 0, 0), _priced.Later(Model(serving: 0, 0) with { Least = 0, QuietSeconds = 700 }, 300));

    [Fact]
    public void Decide_QueueThatTheForecastDidNotSee_AddsReplicas()
    {
        var decided = Decide(_shared, 20, Model(serving: 2, 11) with { Inside = 58 });
        Assert.True(decided.Target > 2);
        Assert.Contains(ScalingReason.QueueGrowth, decided.Reasons);
    }

    [Fact]
    public void Decide_LessDemandForAWhile_GivesReplicasUp()
    {
        var model = Model(serving: 6, 10);
        var waits = Decide(_priced, 20, model with { WantedLately = 6 });
        Assert.Equal((6, ScalingReason.Stabilizing), (waits.Target, Assert.Single(waits.Reasons)));
        var gives = Decide(_priced, 20, model with { WantedLately = 2 });
        Assert.InRange(gives.Target, 2, 3);
        Assert.Contains(ScalingReason.LessDemand, gives.Reasons);
    }

    [Fact]
    public void Decide_NotEnoughPlaces_ServesThoseWhoGainMost()
    {
        // Three replicas save the small model; the large one is late with three more or without.
        var (small, large) = (Model(serving: 1, 12) with { Model = "small" }, Model(serving: 1, 60) with { Model = "large" });
        var decided = _shared.Decide(new ScalingSnapshot([large, small], 4, 2)).Models;
        Assert.Equal([1, 3], decided.Select(one => one.Target));
        Assert.Contains(ScalingReason.Scarcity, decided[0].Reasons);
    }

    [Fact]
    public void Decide_HeavierModel_GetsThePlace()
    {
        var (a, b) = (Model(serving: 1, 8) with { Model = "a" }, Model(serving: 1, 8) with { Model = "b" });
        Assert.Equal([2, 1], _shared.Decide(new ScalingSnapshot([a with { Weight = 3 }, b], 3, 1)).Models.Select(one => one.Target));
        Assert.Equal([1, 2], _shared.Decide(new ScalingSnapshot([a, b with { Weight = 3 }], 3, 1)).Models.Select(one => one.Target));
    }

    [Theory]
    [InlineData(0, 0, 0.0, 700, 0, ScalingReason.Enough)]
    [InlineData(1, 0, 0.0, 700, 0, ScalingReason.ToZero)]
    [InlineData(1, 0, 0.0, 100, 1, ScalingReason.Enough)]
    [InlineData(1, 0, 0.1, 700, 1, ScalingReason.Enough)]
    [InlineData(0, 1, 0.0, 0, 1, ScalingReason.FromZero)]
    [InlineData(0, 0, 0.1, 700, 1, ScalingReason.Prewarm)]
    public void Decide_ModelThatMayHaveNone_GoesToZeroAndBack(int serving, int inside, double rate, double quiet, int target, ScalingReason reason)
    {
        var decided = Decide(_priced, 4, Model(serving, rate) with { Inside = inside, Least = 0, QuietSeconds = quiet });
        Assert.Equal(target, decided.Target);
        Assert.Contains(reason, decided.Reasons);
    }

    [Theory]
    [InlineData(0, 0, false)]
    [InlineData(0, 1, true)]
    [InlineData(2, 8, false)]
    [InlineData(2, 10, true)]
    public void IsSurge_MoreInsideThanIsAnsweredInTime_IsTrue(int serving, int inside, bool expected) =>
        Assert.Equal(expected, SurgeRule.IsSurge(Model(serving, 1) with { Inside = inside }));

    [Fact]
    public void Observe_MoreLateThanPromised_MakesThePlanCareful()
    {
        var feedback = new AttainmentFeedback(0.01);
        for (var round = 0; round < 50; round++)
        {
            feedback.Observe(1000, 50);
        }

        Assert.True(feedback.Tolerance < 0.002);
        for (var round = 0; round < 400; round++)
        {
            feedback.Observe(1000, 0);
        }

        Assert.True(feedback.Tolerance > 0.01);
    }

    [Theory]
    [InlineData(0.3, 1)]
    [InlineData(1, 30)]
    [InlineData(3, 30)]
    public void Observe_PlansThatAreWrongInBursts_KeepThePromiseOverTime(double off, int every)
    {
        // Of the requests that a plan lets be late `off` times as many are, all of them in one round of `every`.
        var (feedback, late, rounds) = (new AttainmentFeedback(0.01), 0.0, 6000);
        for (var round = 0; round < rounds; round++)
        {
            var share = round % every == 0 ? Math.Min(1, off * every * feedback.Tolerance) : 0;
            feedback.Observe(1000, 1000 * share);
            late += share;
        }

        Assert.InRange(late / rounds, 0.0092, 0.01);
    }

    [Theory]
    [InlineData(0, 600, 100)]
    [InlineData(30, 300, 600)]
    [InlineData(59, 590, 600)]
    public void RunningMinute_TheMoreIsSeen_TheLessTheForecastCounts(double seconds, double arrived, double expected)
    {
        var minute = new RunningMinute(100, 400, arrived, seconds);
        Assert.Equal(expected, minute.Mean, expected * 0.03);
        Assert.True(minute.Deviation <= 400);
    }

    private static ModelDecision Decide(ScalingPolicy policy, int places, ModelSnapshot model) =>
        policy.Decide(new ScalingSnapshot([model], places, places - model.Committed)).Models[0];

    // Rates by step; the last goes on.
    private static ModelSnapshot Model(int serving, params double[] rates) => new()
    {
        Model = "m", Service = Service, Serving = serving, Inside = 0, Least = 1, Demand = [new DemandScenario(1, [.. rates])],
    };
}
