using Krewe.Scheduling.Queueing.Admission;

namespace Krewe.Scheduling.Tests.Queueing.Admission;

public sealed class KeyLimitsTests
{
    [Fact]
    public void Allows_AsManyKeysAsMayWait_OnlyThose()
    {
        var limits = new KeyLimits(2);
        limits.Add("t", "a");
        limits.Add("t", "a");
        limits.Add("t", "b");

        Assert.True(limits.Allows("t", "a"));
        Assert.False(limits.Allows("t", "c"));
        Assert.True(limits.Allows("other", "c"));
        limits.Remove("t", "a");
        Assert.False(limits.Allows("t", "c"));
        limits.Remove("t", "a");
        Assert.True(limits.Allows("t", "c"));
    }

    /// <summary>Whatever comes and goes: as many keys are counted as wait.</summary>
    [Fact]
    public void Remove_AllThatWereAdded_NothingIsCounted()
    {
        var (limits, random, waiting) = (new KeyLimits(3), new Random(5), new List<string>());
        for (var at = 0; at < 5_000; at++)
        {
            var key = $"{random.Next(6)}";
            if (random.Next(2) == 0 && limits.Allows("t", key))
            {
                limits.Add("t", key);
                waiting.Add(key);
                Assert.InRange(waiting.Distinct().Count(), 1, 3);
            }
            else if (waiting.Count > 0)
            {
                var gone = random.Next(waiting.Count);
                limits.Remove("t", waiting[gone]);
                waiting.RemoveAt(gone);
            }

            Assert.Equal(waiting.Distinct().Count() < 3, limits.Allows("t", "new"));
        }
    }

    [Fact]
    public void Remove_NotThere_Nothing()
    {
        var limits = new KeyLimits(1);
        limits.Remove("t", "a");
        Assert.True(limits.Allows("t", "a"));
        Assert.Throws<ArgumentOutOfRangeException>(() => new KeyLimits(0));
    }
}
