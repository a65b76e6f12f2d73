using FsCheck;
using FsCheck.Fluent;
using Krewe.Scheduling.Metrics;
using Krewe.Scheduling.Tests.Support;

namespace Krewe.Scheduling.Tests.Metrics;

public class ServiceTimeProfileTests
{
    private static readonly double[] Shares = [0, 0.01, 0.25, 0.5, 0.9, 0.99, 1];

    // Times from 1 microsecond to a day, evenly over the orders of magnitude.
    private static Gen<TimeSpan[]> Times { get; } =
        Gen.Choose(0, 10_900).Select(hundredths => TimeSpan.FromTicks((long)(10 * Math.Pow(10, hundredths / 1_000.0)))).ArrayOf(1, 400);

    [Theory]
    [InlineData(4)]
    [InlineData(100)]
    [InlineData(100_000)]
    public void Quantile_RandomTimes_IsWithinFivePercentOfTheWeightedQuantile(double window) => Seeded.ForAll(31, Times, times =>
    {
        var profile = new ServiceTimeProfile(window);
        Array.ForEach(times, profile.Record);
        foreach (var share in Shares)
        {
            // Sums of weights differ in their last bits, so a share on an edge may fall to either side.
            var low = WeightedQuantile(times, window, share - 1e-9);
            var high = WeightedQuantile(times, window, share + 1e-9);
            Assert.InRange(profile.Quantile(share)!.Value.Ticks, Math.Floor(low * 0.95), Math.Ceiling(high * 1.05));
        }
    });

    [Fact]
    public void Restore_SavedProfile_GoesOnExactlyAsTheOriginal() => Seeded.ForAll(32, Times, times =>
    {
        // A window this small scales its weights back several times.
        var original = new ServiceTimeProfile(8);
        Array.ForEach(times, original.Record);
        var restored = ServiceTimeProfile.Restore(original.Save());
        foreach (var time in times)
        {
            original.Record(time);
            restored.Record(time);
            Assert.Equal((original.P50, original.P90, original.P99, original.Mean), (restored.P50, restored.P90, restored.P99, restored.Mean));
        }

        Assert.Equal(2 * times.Length, restored.Samples);
        Assert.Equal(original.Save().Weights.AsEnumerable(), restored.Save().Weights.AsEnumerable());
    });

    [Fact]
    public void Quantile_SpeedChanges_FollowsWithinTheWindow()
    {
        var profile = new ServiceTimeProfile(50);
        Record(profile, 10, 10_000);
        Record(profile, 200, 40);
        AssertNear(200, profile.P50);
        Record(profile, 200, 500);
        AssertNear(200, profile.Quantile(0.001));
    }

    [Fact]
    public void Mean_OneHungExecution_MovesTheMeanByAtMostTheOutlierFactor()
    {
        var profile = new ServiceTimeProfile();
        Record(profile, 10, 19);
        Record(profile, 600_000, 1);
        Assert.InRange(profile.Mean!.Value, Clock.Ms(10), Clock.Ms(17));
    }

    [Fact]
    public void Mean_EvenTimes_IsTheirMean()
    {
        var profile = new ServiceTimeProfile(1e6);
        Record(profile, 10, 500);
        Record(profile, 30, 500);
        AssertNear(20, profile.Mean);
    }

    [Fact]
    public void Quantile_NothingRecorded_IsNull()
    {
        var profile = new ServiceTimeProfile();
        Assert.Null(profile.P50);
        Assert.Null(profile.Mean);
        Assert.Equal(0, profile.Samples);
    }

    [Theory]
    [InlineData(-5, 10)]
    [InlineData(0, 10)]
    public void Record_ZeroOrNegative_CountsAsOneMicrosecond(long ticks, long expected)
    {
        var profile = new ServiceTimeProfile();
        profile.Record(TimeSpan.FromTicks(ticks));
        Assert.Equal(expected, profile.P50!.Value.Ticks);
    }

    [Fact]
    public void Record_LongerThanADay_StaysInTheLastBucket()
    {
        var profile = new ServiceTimeProfile();
        profile.Record(TimeSpan.MaxValue);
        Assert.InRange(profile.P50!.Value, TimeSpan.FromHours(22), TimeSpan.FromHours(28));
    }

    [Fact]
    public void Restore_ContradictoryState_Throws()
    {
        var state = new ServiceTimeProfileState(100, 1, 1, [0, 1], [1.0]);
        Assert.Throws<ArgumentException>(() => ServiceTimeProfile.Restore(state));
        Assert.Throws<ArgumentException>(() => ServiceTimeProfile.Restore(state with { Buckets = [100_000] }));
        Assert.Throws<ArgumentException>(() => ServiceTimeProfile.Restore(state with { Buckets = [1], Weights = [double.NaN] }));
    }

    private static double WeightedQuantile(TimeSpan[] times, double window, double share)
    {
        var weighted = times
            .Select((time, at) => (Ticks: (double)time.Ticks, Weight: Math.Pow(1 - (1 / window), times.Length - 1 - at)))
            .OrderBy(item => item.Ticks)
            .ToList();
        var (target, reached) = (share * weighted.Sum(item => item.Weight), 0.0);
        foreach (var (ticks, weight) in weighted)
        {
            reached += weight;
            if (reached >= target)
            {
                return ticks;
            }
        }

        return weighted[^1].Ticks;
    }

    private static void Record(ServiceTimeProfile profile, double milliseconds, int times)
    {
        for (var at = 0; at < times; at++)
        {
            profile.Record(Clock.Ms(milliseconds));
        }
    }

    private static void AssertNear(double milliseconds, TimeSpan? actual) =>
        Assert.InRange(actual!.Value, Clock.Ms(milliseconds * 0.95), Clock.Ms(milliseconds * 1.05));
}
