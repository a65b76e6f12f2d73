using FsCheck;
using FsCheck.Fluent;
using Krewe.Scheduling.Queueing.Replicas;
using Krewe.Scheduling.Tests.Support;

namespace Krewe.Scheduling.Tests.Queueing.Replicas;

public class OutlierDetectorTests
{
    private static readonly OutlierLimits Limits = new() { ConsecutiveFailures = 3, MinSamples = 5, Ejection = Clock.Ms(1_000), MaxEjection = Clock.Ms(2_500) };
    private static readonly ReplicaHealth Normal = new() { Samples = 100, Typical = Clock.Ms(10) };

    [Fact]
    public void Failed_AsOftenAsTheLimitInARow_EjectedAndProbedBack()
    {
        var health = Normal;
        for (var at = 0; at < 3; at++)
        {
            Assert.Null(health.EjectedUntil);
            health = OutlierDetector.Failed(health, [Normal], Limits, Clock.At(at));
        }

        Assert.Equal(Clock.At(1_002), health.EjectedUntil);
        Assert.Equal((0, 1), (health.SlotsOf(8, Clock.At(1_001)), health.SlotsOf(8, Clock.At(1_002))));
        var back = OutlierDetector.Completed(health, Clock.Ms(11), [Normal], Limits, Clock.At(1_010));
        Assert.Equal(8, back.SlotsOf(8, Clock.At(1_010)));
    }

    [Fact]
    public void Failed_ProbesFail_EachEjectionIsLonger_UpToTheMost()
    {
        var health = Normal with { Ejections = 1, EjectedUntil = Clock.At(0) };
        foreach (var length in new[] { 2_000, 2_500, 2_500 })
        {
            var now = health.EjectedUntil!.Value;
            health = OutlierDetector.Failed(health, [Normal], Limits, now);
            Assert.Equal(now + Clock.Ms(length), health.EjectedUntil);
        }
    }

    [Fact]
    public void Failed_SuccessBetween_StaysIn()
    {
        var health = Normal;
        for (var at = 0; at < 20; at++)
        {
            health = at % 3 == 2 ? OutlierDetector.Completed(health, Clock.Ms(10), [Normal], Limits, Clock.At(at)) : OutlierDetector.Failed(health, [Normal], Limits, Clock.At(at));
        }

        Assert.Null(health.EjectedUntil);
    }

    [Theory]
    [InlineData(25, false)]
    [InlineData(60, true)]
    public void Completed_SlowBesideTheOthers_Ejected(double milliseconds, bool ejected)
    {
        var health = ReplicaHealth.Unknown;
        for (var at = 0; at < 10; at++)
        {
            health = OutlierDetector.Completed(health, Clock.Ms(milliseconds), [Normal, Normal, Normal], Limits, Clock.At(at));
        }

        Assert.Equal(ejected, health.EjectedUntil is not null);
    }

    [Fact]
    public void Failed_TheOnlyReplica_IsNeverEjected()
    {
        var health = Normal;
        for (var at = 0; at < 50; at++)
        {
            health = OutlierDetector.Failed(health, [], Limits, Clock.At(at));
        }

        Assert.Null(health.EjectedUntil);
    }

    [Fact]
    public void Failed_AllReplicasFail_NoMoreThanTheShareIsEjected() => Seeded.ForAll(
        31,
        from replicas in Gen.Choose(2, 9)
        from order in Gen.Choose(0, 8).ArrayOf(20, 80)
        select (replicas, order),
        one =>
        {
            var all = Enumerable.Repeat(Normal, one.replicas).ToArray();
            foreach (var at in one.order.Select(at => at % one.replicas))
            {
                all[at] = OutlierDetector.Failed(all[at], [.. all.Where((_, other) => other != at)], Limits, Clock.At(0));
                Assert.InRange(all.Count(health => health.EjectedUntil is not null), 0, Math.Max(1, one.replicas / 2));
            }
        });
}
