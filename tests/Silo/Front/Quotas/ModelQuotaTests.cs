using System.Collections.Immutable;
using Krewe.Silo.Front.Quotas;
using Krewe.Specs;
using Krewe.Testing.Time;

namespace Krewe.Silo.Tests.Front.Quotas;

/// <summary>What a front does with the quota that it holds of one model.</summary>
public sealed class ModelQuotaTests
{
    private static readonly QuotaSpec Tens = new() { PerKeyThousandths = 10_000 };

    private readonly ManualTimeProvider _time = new();
    private readonly FakeLedger _ledger;
    private readonly ModelQuota _quota;

    public ModelQuotaTests()
    {
        _ledger = new FakeLedger(_time);
        _quota = new ModelQuota(_ledger, "front", "h1", _time);
    }

    [Fact]
    public async Task Take_UpToTheBurst_LetIn_ThenRefusedWithATimeThatHolds()
    {
        var verdicts = await TakeAsync(Tens, "a", 15);

        Assert.Equal(10, verdicts.Count(one => one.Allowed));
        var refused = verdicts[^1];
        Assert.Equal(("a", null), (refused.Key, refused.Failure));
        Assert.InRange(refused.RetryAfter, TimeSpan.FromMilliseconds(1), TimeSpan.FromSeconds(1));
        Rounds(2);
        Assert.True((await _quota.TakeAsync(1, Tens, "a", default)).Allowed);
    }

    [Fact]
    public async Task Take_HeldQuota_AsksNobody()
    {
        var spec = new QuotaSpec { RequestThousandths = 1_000_000, PerKeyThousandths = 1_000_000 };
        await TakeAsync(spec, "a", 20);
        Rounds(1);
        var told = _ledger.Told.Count;

        Assert.All(await TakeAsync(spec, "a", 20), one => Assert.True(one.Allowed));

        Assert.Equal(told, _ledger.Told.Count);
    }

    [Fact]
    public async Task Take_AnotherKey_HasItsOwnQuota_AndAllTogetherHaveTheirs()
    {
        var spec = new QuotaSpec { RequestThousandths = 15_000, PerKeyThousandths = 10_000, KeyThousandths = ImmutableDictionary<string, int>.Empty.Add("gold", 100_000) };

        Assert.Equal(10, (await TakeAsync(spec, "a", 12)).Count(one => one.Allowed));
        var gold = await TakeAsync(spec, "gold", 12);

        Assert.Equal(5, gold.Count(one => one.Allowed));
        Assert.Equal("", gold[^1].Key);
    }

    [Fact]
    public async Task Take_KeyWithoutALimit_NeitherAskedNorRefused()
    {
        var spec = new QuotaSpec { KeyThousandths = ImmutableDictionary<string, int>.Empty.Add("free", 1_000) };

        Assert.All(await TakeAsync(spec, "other", 100), one => Assert.True(one.Allowed));

        Assert.Empty(_ledger.Told);
        Assert.True(_quota.IsEmpty);
    }

    [Fact]
    public async Task Round_NobodyAsksAnyMore_EverythingGoesBackAndItIsQuiet()
    {
        await TakeAsync(Tens, "a", 3);

        Rounds(12);

        Assert.True(_quota.IsEmpty);
        Assert.Equal((3L, 0L, 0L), (_ledger.Told[^1].Keys[0].Spent, _ledger.Told[^1].Keys[0].Held, _ledger.Told[^1].Keys[0].Want));
        var other = new ModelQuota(_ledger, "another", "h2", _time);
        var verdicts = new List<QuotaVerdict>();
        for (var number = 0; number < 10; number++)
        {
            verdicts.Add(await other.TakeAsync(1, Tens, "a", default));
        }

        Assert.All(verdicts, one => Assert.True(one.Allowed)); // a second later the bucket is full
    }

    [Fact]
    public async Task Take_LedgerIsSilent_GoesOnAtItsPace_NotForEver()
    {
        for (var round = 0; round < 20; round++)
        {
            await TakeAsync(Tens, "a", 3);
            Rounds(1);
        }

        _ledger.Failure = new TimeoutException();
        Rounds(21); // its lease is over
        var allowed = 0;
        for (var round = 0; round < 100; round++)
        {
            allowed += (await TakeAsync(Tens, "a", 3)).Count(one => one.Allowed);
            Rounds(1);
        }

        Assert.InRange(allowed, 80, 104);
        Rounds(60);
        Assert.NotNull((await _quota.TakeAsync(1, Tens, "a", default)).Failure);
        _ledger.Failure = null;
        Assert.True((await _quota.TakeAsync(1, Tens, "a", default)).Allowed);
    }

    [Fact]
    public async Task Take_NeverHeardTheLedger_SaysThatNobodyKnows()
    {
        _ledger.Failure = new TimeoutException();

        var verdict = await _quota.TakeAsync(1, Tens, "a", default);

        Assert.Equal((false, true), (verdict.Allowed, verdict.Failure is TimeoutException));
        Assert.Equal((1L, 1L, 1L), (_quota.Counts.Messages, _quota.Counts.Failures, _quota.Counts.Waits));
    }

    [Fact]
    public async Task Take_CallerGoesAway_WaitsNoLongerAndLeavesNoNeed()
    {
        var gate = new TaskCompletionSource();
        _ledger.Gate = gate.Task;
        using var caller = new CancellationTokenSource();
        var waiting = _quota.TakeAsync(1, Tens, "a", caller.Token).AsTask();
        await caller.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);

        gate.SetResult();
        _ledger.Gate = null;
        await _quota.RoundAsync();
        Rounds(12);

        Assert.True(_quota.IsEmpty);
    }

    [Fact]
    public async Task Take_MoreKeysThanAreKeptApart_ShareOne()
    {
        for (var number = 0; number < ModelQuota.MaxKeys; number++)
        {
            _ = await _quota.TakeAsync(1, Tens, $"key{number}", default);
        }

        var verdicts = new List<QuotaVerdict>();
        for (var number = 0; number < 12; number++)
        {
            verdicts.Add(await _quota.TakeAsync(1, Tens, $"more{number}", default));
        }

        Assert.Equal(10, verdicts.Count(one => one.Allowed));
    }

    [Fact]
    public async Task Take_ANewerSpec_ItsLimitsCount()
    {
        await TakeAsync(Tens, "a", 12);

        var verdict = await _quota.TakeAsync(2, new QuotaSpec(), "a", default);

        Assert.True(verdict.Allowed);
    }

    private async Task<List<QuotaVerdict>> TakeAsync(QuotaSpec spec, string key, int count)
    {
        var verdicts = new List<QuotaVerdict>();
        for (var number = 0; number < count; number++)
        {
            verdicts.Add(await _quota.TakeAsync(1, spec, key, default));
        }

        return verdicts;
    }

    private void Rounds(int count)
    {
        for (var round = 0; round < count; round++)
        {
            _time.Advance(TimeSpan.FromMilliseconds(100));
            Assert.True(_quota.RoundAsync().IsCompleted);
        }
    }
}
