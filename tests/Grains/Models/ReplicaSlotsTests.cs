using Krewe.Grains.Models;
using Krewe.Grains.Tests.Support;
using Krewe.Models;

namespace Krewe.Grains.Tests.Models;

public sealed class ReplicaSlotsTests
{
    [Fact]
    public void FreeSlots_NoReport_None() => Assert.Equal(0, new ReplicaSlots(Samples.Replica(0)).FreeSlots);

    [Fact]
    public void TakeAndRelease_CountSlots()
    {
        var slots = Ready();
        Take(slots, "a");
        Take(slots, "b");

        Assert.Equal(0, slots.FreeSlots);
        Assert.True(slots.Release("a", 0));
        Assert.False(slots.Release("a", 0));
        Assert.False(slots.Release("b", 1));
        Assert.Equal(1, slots.FreeSlots);
    }

    [Theory]
    [InlineData(8, false)] // later
    [InlineData(6, true)] // overtaken
    [InlineData(0, false)] // from a silo that does not count yet
    public void Update_OfTheSameProcess_TheLaterReportCounts(long sequence, bool ready)
    {
        var slots = new ReplicaSlots(Samples.Replica(0));
        var report = new ReplicaReport { Replica = Samples.Replica(0), Epoch = 5, Incarnation = 2, Ready = true, Slots = 2, Version = "1", Sequence = 7 };
        slots.Update(report);
        slots.Update(report with { Ready = false, Sequence = sequence });
        Assert.Equal(ready, slots.Ready);
    }

    [Theory]
    [InlineData(5, 2, true, 0)] // the same process: its executions go on
    [InlineData(5, 3, true, 2)] // a new process
    [InlineData(6, 1, true, 2)] // a new lease
    [InlineData(5, 1, false, 0)] // told late: an earlier process
    [InlineData(4, 9, false, 0)] // told late: an earlier lease
    public void Update_EpochAndIncarnation_ExecutionsOfTheProcessBeforeAreOver(long epoch, int incarnation, bool taken, int free)
    {
        var slots = Ready(5, 2);
        Take(slots, "a");
        Take(slots, "b");

        slots.Update(Report(epoch, incarnation));

        Assert.Equal(taken, slots.Report!.Epoch == epoch && slots.Report.Incarnation == incarnation);
        Assert.Equal(free, slots.FreeSlots);
    }

    [Fact]
    public void Suspend_UntilTheReplicaSpeaks_NoSlots()
    {
        var slots = Ready(5, 2);
        slots.Suspend();
        Assert.Equal(0, slots.FreeSlots);

        slots.Update(Report(4, 1));
        Assert.Equal(0, slots.FreeSlots);

        slots.Update(Report(5, 2));
        Assert.Equal(2, slots.FreeSlots);
    }

    [Fact]
    public void ReleaseLeaked_AtTheInstant_Freed()
    {
        var slots = Ready();
        Take(slots, "a", Samples.Start, Samples.Start.AddSeconds(10));

        Assert.Equal(0, slots.ReleaseLeaked(Samples.Start.AddSeconds(10).AddTicks(-1)));
        Assert.Equal(1, slots.ReleaseLeaked(Samples.Start.AddSeconds(10)));
        Assert.Equal(2, slots.FreeSlots);
    }

    [Fact]
    public void FreeSlots_FewerSlotsThanRunning_NotNegative()
    {
        var slots = Ready();
        Take(slots, "a");
        Take(slots, "b");

        slots.Update(Report(1, 1) with { Slots = 1 });

        Assert.Equal(0, slots.FreeSlots);
    }

    [Fact]
    public void Remaining_OverdueExecution_Zero()
    {
        var slots = Ready();
        Take(slots, "late", Samples.Start, Samples.Start.AddHours(1));
        Take(slots, "new", Samples.Start.AddSeconds(9), Samples.Start.AddHours(1));

        Assert.Equal<IEnumerable<TimeSpan>>([TimeSpan.Zero, TimeSpan.FromSeconds(4)], [.. slots.Remaining(TimeSpan.FromSeconds(5), Samples.Start.AddSeconds(10))]);
    }

    private static ReplicaSlots Ready(long epoch = 1, int incarnation = 1)
    {
        var slots = new ReplicaSlots(Samples.Replica(0));
        slots.Update(Report(epoch, incarnation));
        return slots;
    }

    private static void Take(ReplicaSlots slots, string ticket) => Take(slots, ticket, Samples.Start, Samples.Start.AddMinutes(1));

    private static void Take(ReplicaSlots slots, string ticket, DateTimeOffset at, DateTimeOffset leakedAt) => slots.Take(
        new RunningExecution(new Ticket { Id = ticket, Tenant = "default", Budget = TimeSpan.FromSeconds(1) }, 1, at, leakedAt));

    private static ReplicaReport Report(long epoch, int incarnation) => new()
    {
        Replica = Samples.Replica(0),
        Epoch = epoch,
        Incarnation = incarnation,
        Ready = true,
        Slots = 2,
        Version = "1",
    };
}
