using Krewe.Storage.Events;

namespace Krewe.Storage.Tests.Events;

/// <summary>What every event log promises.</summary>
public sealed class EventLogTests
{
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(1);

    [Theory]
    [InlineData("memory")]
    [OnPostgresToo]
    public async Task Claim_Appended_ComeInOrderToEveryGroupOnce(string kind)
    {
        await using var fixture = await EventLogFixture.CreateAsync(kind);
        await fixture.Log.AddGroupAsync("a", EventLogStart.Oldest);
        var numbers = await AppendAsync(fixture.Log, 10);
        await fixture.Log.AddGroupAsync("b", EventLogStart.Oldest);
        await fixture.Log.AddGroupAsync("c", EventLogStart.Next);

        Assert.Equal(Enumerable.Range(1, 10).Select(number => (long)number), numbers);
        foreach (var group in new[] { "a", "b" })
        {
            var first = await fixture.Log.ClaimAsync(group, 4, Lease);
            var second = await fixture.Log.ClaimAsync(group, 100, Lease);
            Assert.Equal(numbers, first.Events.Concat(second.Events).Select(one => one.Sequence));
            Assert.All(first.Events.Concat(second.Events), one => Assert.Equal((byte)one.Sequence, Assert.Single(one.Payload.ToArray())));
            Assert.Equal((4, 6), (await fixture.Log.AcknowledgeAsync(first), await fixture.Log.AcknowledgeAsync(second)));
            Assert.Empty((await fixture.Log.ClaimAsync(group, 100, Lease)).Events);
        }

        Assert.Empty((await fixture.Log.ClaimAsync("c", 100, Lease)).Events);
    }

    [Theory]
    [InlineData("memory")]
    [OnPostgresToo]
    public async Task Claim_LeaseOver_IsDeliveredAgainAndTheOldClaimAcknowledgesNothing(string kind)
    {
        await using var fixture = await EventLogFixture.CreateAsync(kind);
        await fixture.Log.AddGroupAsync("a", EventLogStart.Oldest);
        await AppendAsync(fixture.Log, 3);
        var first = await fixture.Log.ClaimAsync("a", 3, Lease);
        Assert.Equal(1, await fixture.Log.AcknowledgeAsync(first, [2]));
        Assert.Empty((await fixture.Log.ClaimAsync("a", 3, Lease)).Events);

        await fixture.PassAsync(Lease * 2);
        await AppendAsync(fixture.Log, 1);
        var second = await fixture.Log.ClaimAsync("a", 3, Lease);

        Assert.Equal([(1L, 2), (3, 2), (4, 1)], second.Events.Select(one => (one.Sequence, one.Deliveries)));
        Assert.Equal(1, await fixture.Log.AcknowledgeAsync(first));
        Assert.Equal((3, 3), (await fixture.Log.AcknowledgeAsync(second), await fixture.Log.AcknowledgeAsync(second)));
        Assert.Equal(3, await fixture.Log.AcknowledgeAsync(first));
        Assert.Equal(0, (await fixture.Log.GetLagAsync("a")).Unacknowledged);
    }

    [Theory]
    [InlineData("memory")]
    [OnPostgresToo]
    public async Task Acknowledge_LeaseOverButNobodyElseCame_IsHeeded(string kind)
    {
        await using var fixture = await EventLogFixture.CreateAsync(kind);
        await fixture.Log.AddGroupAsync("a", EventLogStart.Oldest);
        await AppendAsync(fixture.Log, 2);
        var claim = await fixture.Log.ClaimAsync("a", 2, Lease);
        await fixture.PassAsync(Lease * 2);

        Assert.Equal(2, await fixture.Log.AcknowledgeAsync(claim));
        Assert.Empty((await fixture.Log.ClaimAsync("a", 2, Lease)).Events);
    }

    [Theory]
    [InlineData("memory")]
    [OnPostgresToo]
    public async Task Claim_ManyConsumersOfAGroup_ShareWithoutOverlap(string kind)
    {
        await using var fixture = await EventLogFixture.CreateAsync(kind);
        await fixture.Log.AddGroupAsync("a", EventLogStart.Oldest);
        var numbers = await AppendAsync(fixture.Log, 100);

        var claims = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => fixture.Log.ClaimAsync("a", 7, Lease)));

        Assert.Equal(numbers, claims.SelectMany(claim => claim.Events).Select(one => one.Sequence).Order());
    }

    [Theory]
    [InlineData("memory")]
    [OnPostgresToo]
    public async Task Append_Full_DropsOnlyWhatAllGroupsAcknowledged(string kind)
    {
        await using var fixture = await EventLogFixture.CreateAsync(kind, new EventLogOptions { MaxEvents = 4 });
        await fixture.Log.AddGroupAsync("fast", EventLogStart.Oldest);
        await fixture.Log.AddGroupAsync("slow", EventLogStart.Oldest);
        await AppendAsync(fixture.Log, 4);
        await fixture.Log.AcknowledgeAsync(await fixture.Log.ClaimAsync("fast", 4, Lease));

        await AssertFullAsync(fixture.Log);
        var slow = await fixture.Log.ClaimAsync("slow", 4, Lease);
        await fixture.Log.AcknowledgeAsync(slow, [2]);
        await AssertFullAsync(fixture.Log);
        await fixture.Log.AcknowledgeAsync(slow, [1]);

        Assert.Equal([5L, 6], await AppendAsync(fixture.Log, 2));
        await AssertFullAsync(fixture.Log);
        await fixture.PassAsync(Lease * 2);
        Assert.Equal([3L, 4, 5, 6], (await fixture.Log.ClaimAsync("slow", 10, Lease)).Events.Select(one => one.Sequence));
    }

    [Theory]
    [InlineData("memory")]
    [OnPostgresToo]
    public async Task Append_FullAndToRefuse_WorksAfterTrim(string kind)
    {
        var bounds = new EventLogOptions { MaxEvents = 3, MaxAge = TimeSpan.FromHours(1), Overflow = EventLogOverflow.Refuse };
        await using var fixture = await EventLogFixture.CreateAsync(kind, bounds);
        await AppendAsync(fixture.Log, 3);
        Assert.Equal(0, await fixture.Log.TrimAsync());
        await fixture.Log.AddGroupAsync("a", EventLogStart.Oldest);
        var claim = await fixture.Log.ClaimAsync("a", 3, Lease);
        await fixture.Log.AcknowledgeAsync(claim, [1, 2]);
        await AssertFullAsync(fixture.Log);
        Assert.Equal(0, await fixture.Log.TrimAsync());

        await fixture.PassAsync(TimeSpan.FromHours(2));

        Assert.Equal(2, await fixture.Log.TrimAsync());
        Assert.Equal([4L], await AppendAsync(fixture.Log, 1));
    }

    [Theory]
    [InlineData("memory")]
    [OnPostgresToo]
    public async Task Lag_CountsWhatIsNotAcknowledgedAndIsPublished(string kind)
    {
        using var metrics = new EventLogMetrics();
        await using var fixture = await EventLogFixture.CreateAsync(kind, metrics: metrics);
        await fixture.Log.AddGroupAsync("a", EventLogStart.Oldest);
        Assert.Equal(new EventLogLag(0, TimeSpan.Zero), await fixture.Log.GetLagAsync("a"));
        await AppendAsync(fixture.Log, 5);
        await fixture.Log.AcknowledgeAsync(await fixture.Log.ClaimAsync("a", 3, Lease), [1, 3]);
        await fixture.PassAsync(TimeSpan.FromHours(1));

        var lag = await fixture.Log.GetLagAsync("a");

        Assert.Equal(3, lag.Unacknowledged);
        Assert.InRange(lag.OldestAge, TimeSpan.FromHours(1), TimeSpan.FromHours(2));
        Assert.Contains((3L, "log", "a"), metrics.Published());
        await fixture.Log.AddGroupAsync("A", EventLogStart.Next);
        Assert.Equal(["A", "a"], await fixture.Log.GetGroupsAsync());
        await fixture.Log.RemoveGroupAsync("A");
        await fixture.Log.RemoveGroupAsync("a");
        Assert.DoesNotContain(metrics.Published(), one => one.Log == "log");
        Assert.Equal(StorageCodes.EventGroupUnknown, (await Assert.ThrowsAsync<StorageException>(() => fixture.Log.GetLagAsync("a"))).Code);
        Assert.Equal(StorageCodes.EventGroupUnknown, (await Assert.ThrowsAsync<StorageException>(() => fixture.Log.ClaimAsync("a", 1, Lease))).Code);
    }

    private static async Task<List<long>> AppendAsync(IEventLog log, int count)
    {
        var next = (byte)1;
        return [.. await Task.WhenAll(Enumerable.Range(0, count).Select(_ => log.AppendAsync(new[] { next++ })))];
    }

    private static async Task AssertFullAsync(IEventLog log) =>
        Assert.Equal(StorageCodes.EventLogFull, (await Assert.ThrowsAsync<StorageException>(() => log.AppendAsync(new byte[1]))).Code);
}
