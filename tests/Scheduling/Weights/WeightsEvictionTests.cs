using FsCheck.Fluent;
using Krewe.Scheduling.Tests.Support;
using Krewe.Scheduling.Weights;

namespace Krewe.Scheduling.Tests.Weights;

public sealed class WeightsEvictionTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Choose_NothingLacks_NothingGoes() => Assert.Equal([], Chosen([File("a", 10)], 0));

    [Fact]
    public void Choose_NotEnoughWhateverGoes_SaysSo() => Assert.Null(WeightsEviction.Choose([File("a", 10)], 11, Now));

    [Fact]
    public void Choose_InUse_Stays() => Assert.Null(WeightsEviction.Choose([File("a", 10) with { InUse = true }], 1, Now));

    [Theory]
    [InlineData(1, 5, 0, 0)] // used less
    [InlineData(5, 1, 0, 0)] // quicker to fetch again
    [InlineData(5, 5, 12, 0)] // longer ago
    public void Choose_LessWorthForItsBytes_GoesFirst(double uses, double seconds, double hoursAgo, double expected)
    {
        var other = File("b", 10) with { Uses = uses, RefetchSeconds = seconds, UsedAt = Now - TimeSpan.FromHours(hoursAgo), ExpectedUses = expected };

        Assert.Equal(["b"], Chosen([File("a", 10), other], 1));
    }

    [Fact]
    public void Choose_Expected_StaysBeforeWhatWasUsedMore() =>
        Assert.Equal(["a"], Chosen([File("a", 10), File("b", 10) with { Uses = 0, ExpectedUses = 2 }], 1));

    [Fact]
    public void Choose_LargeOneIsEnough_SmallOnesStay() =>
        Assert.Equal(["large"], Chosen([File("small", 1) with { Uses = 0.1 }, File("large", 100)], 50));

    [Fact]
    public void Choose_Below_KeepsWhatIsWorthMore()
    {
        var value = WeightsValue.Of(File("a", 10), Now);

        Assert.Null(WeightsEviction.Choose([File("a", 10)], 1, Now, value));
        Assert.NotNull(WeightsEviction.Choose([File("a", 10)], 1, Now, value * 1.01));
    }

    [Fact]
    public void Fade_ClockWentBack_KeepsAll() => Assert.Equal(3, WeightsValue.Fade(3, Now + TimeSpan.FromHours(1), Now));

    [Fact]
    public void Fade_HalfLife_Halves() => Assert.Equal(1.5, WeightsValue.Fade(3, Now - WeightsValue.HalfLife, Now), 9);

    /// <summary>Enough goes, nothing needless goes, nothing in use goes, and null only where all together is too little.</summary>
    [Fact]
    public void Choose_AnyCache_IsEnoughAndNothingIsNeedless() => Seeded.ForAll(91, Gen.Choose(0, 1_000).ArrayOf(0, 12), Check);

    private static void Check(int[] lengths)
    {
        var random = new Random(lengths.Sum());
        var lacking = random.Next(4_000);
        var cached = lengths.Select((bytes, at) => File($"f{at}", bytes) with { Uses = random.NextDouble(), InUse = random.Next(4) == 0 }).ToList();

        var chosen = WeightsEviction.Choose(cached, lacking, Now);

        var free = cached.Where(file => !file.InUse).ToDictionary(file => file.Digest);
        Assert.Equal(lacking > 0 && lacking > free.Values.Sum(file => file.Bytes), chosen is null);
        if (chosen is { } digests)
        {
            var freed = digests.Sum(digest => free[digest].Bytes);
            Assert.True(freed >= lacking);
            Assert.All(digests, digest => Assert.True(freed - free[digest].Bytes < lacking));
        }
    }

    private static string[] Chosen(CachedWeights[] cached, long bytes) => [.. WeightsEviction.Choose(cached, bytes, Now) ?? throw new InvalidOperationException("there is not enough")];

    private static CachedWeights File(string digest, long bytes) => new(digest, bytes, Uses: 5, UsedAt: Now, RefetchSeconds: 5);
}
