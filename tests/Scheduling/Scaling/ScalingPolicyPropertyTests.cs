using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;
using Krewe.Scheduling.Scaling;
using Krewe.Scheduling.Scaling.Decisions;
using Krewe.Scheduling.Scaling.Demand;
using Krewe.Scheduling.Scaling.Feedback;
using Krewe.Scheduling.Scaling.Service;
using Krewe.Scheduling.Tests.Support;

namespace Krewe.Scheduling.Tests.Scaling;

public class ScalingPolicyPropertyTests
{
    private static readonly ServiceModel Service = new()
    {
        Service = TimeDistribution.Lognormal(0.42, 0.08, 0.07), ObjectiveSeconds = 0.72, OverheadSeconds = 0.01, HeldPerReplica = 3, QueueLimit = 50,
    };

    private static readonly ScalingPolicy Shared = new(new ScalingOptions());
    private static readonly ScalingPolicy Priced = new(new ScalingOptions { PlacesCost = true });

    private static readonly Gen<ModelSnapshot> Models =
        from serving in Gen.Choose(0, 8)
        from starting in Gen.Choose(1, 70).ArrayOf(0, 2)
        from idle in Gen.Choose(0, 2)
        from inside in Gen.Choose(0, 80)
        from rate in Gen.Choose(0, 60)
        from spread in Gen.Choose(0, 50)
        from least in Gen.Choose(0, 2)
        from room in Gen.Choose(0, 8)
        from held in Gen.Choose(0, 5)
        select Model(rate, spread / 100.0) with
        {
            Serving = serving, StartingSeconds = [.. starting.Select(seconds => (double)seconds)], Idle = idle, Inside = inside,
            Least = least, Most = least + room, IsHeld = held == 0,
        };

    [Fact]
    public void Decide_AnySnapshot_StaysWithinLimitsAndPlaces() => Seeded.ForAll(11, Models.ArrayOf(1, 5), models =>
    {
        foreach (var policy in new[] { Shared, Priced })
        {
            var had = models.Sum(model => model.Committed);
            var places = had + (models.Length % 3);
            var decided = policy.Decide(new ScalingSnapshot([.. models], places, places - had)).Models;
            Assert.InRange(decided.Sum(one => one.Target), 0, places);
            foreach (var (model, one) in models.Zip(decided))
            {
                Assert.NotEmpty(one.Reasons);
                Assert.InRange(one.LateBefore, 0, 1.0001);
                Assert.InRange(one.LateAfter, 0, 1.0001);
                Assert.True(one.Target <= Math.Max(model.Most, model.Committed), $"{one.Target} is more than {model.Most} and than it had.");
                Assert.True(one.Target >= Math.Min(model.Least, model.Committed), $"{one.Target} is fewer than {model.Least} and than it had.");
                Assert.True(!model.IsHeld || one.Target == model.Committed, "A change was decided while another is under way.");
                Assert.True(one.Wanted >= model.Least && one.Wanted <= Math.Max(model.Most, 1), $"{one.Wanted} is not within its limits.");
            }
        }
    }, 150);

    [Fact]
    public void Decide_MoreLoad_NeverWantsFewer() => Seeded.ForAll(12, Models, model =>
    {
        var before = 0;
        foreach (var rate in new[] { 0.5, 2, 5, 8, 12, 13, 20, 30, 45, 60 })
        {
            var loaded = Model(rate, 0.2) with { Serving = model.Serving, Inside = model.Inside, Least = 1 };
            var wanted = Priced.Decide(new ScalingSnapshot([loaded], 40, 20)).Models[0].Wanted;
            Assert.True(wanted >= before, $"At {rate}/s {wanted} are wanted, at a lower rate {before}.");
            before = wanted;
        }
    }, 12);

    [Fact]
    public void Decide_SmallerTolerance_NeverWantsFewer() => Seeded.ForAll(14, Models, model =>
    {
        var before = 0;
        foreach (var tolerance in new[] { 0.3, 0.03, 0.01, 0.003, 0.0003 })
        {
            var wanted = new ScalingPolicy(new ScalingOptions { PlacesCost = true, Tolerance = tolerance })
                .Decide(new ScalingSnapshot([model with { Least = 1, Most = 40 }], 40, 20)).Models[0].Wanted;
            Assert.True(wanted >= before, $"With {tolerance} {wanted} are wanted, with a larger one {before}.");
            before = wanted;
        }
    }, 12);

    [Theory]
    [InlineData(4)]
    [InlineData(17)]
    [InlineData(40)]
    public void Decide_ConstantLoadWithNoise_ComesToRest(double rate)
    {
        // Ten minutes to find its number, then an hour in which it may be corrected once.
        var random = new Random((int)rate);
        var wants = new RecentWants();
        var (serving, changes, lately) = (1, 0, 0);
        for (var round = 0; round < 420; round++)
        {
            var noisy = rate * (0.93 + (0.14 * random.NextDouble()));
            var model = Model(noisy, 0.08) with { Serving = serving, Inside = rate * 0.16 * (0.5 + random.NextDouble()), Least = 1, WantedLately = lately };
            var decided = Priced.Decide(new ScalingSnapshot([model], 40, 40 - serving)).Models[0];
            lately = wants.Add(round * 10, decided.Wanted, 300);
            changes += round > 60 && decided.Target != serving ? 1 : 0;
            serving = decided.Target;
        }

        Assert.InRange(changes, 0, 1);
        Assert.InRange(serving * Service.RatePerReplica, rate, (2 * rate) + Service.RatePerReplica);
    }

    [Fact]
    public void Decide_SameSnapshot_IsTheSameOnAnyPolicyObject() => Seeded.ForAll(13, Models.ArrayOf(1, 4), models =>
    {
        var snapshot = new ScalingSnapshot([.. models], 20, 3);
        var (first, second) = (Shared.Decide(snapshot).Models, new ScalingPolicy(new ScalingOptions()).Decide(snapshot).Models);
        Assert.Equal(first.Select(one => (one.Target, one.Wanted, one.LateAfter)), second.Select(one => (one.Target, one.Wanted, one.LateAfter)));
    }, 5);

    private static ModelSnapshot Model(double rate, double spread) => new()
    {
        Model = "m", Service = Service, Serving = 1, Inside = 0,
        Demand = [.. new[] { 1 - spread, 1, 1 + spread }.Select(part => new DemandScenario(1 / 3.0, [rate * part]))],
    };
}
