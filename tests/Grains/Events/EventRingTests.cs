using Krewe.Events;
using Krewe.Grains.Events;
using Krewe.Grains.Tests.Support;

namespace Krewe.Grains.Tests.Events;

public sealed class EventRingTests
{
    private readonly EventRing _ring = new("a", TimeProvider.System, capacity: 4);

    [Fact]
    public void Read_WithoutNumber_NewestOldestFirst()
    {
        Record(6);

        Assert.Equal([5, 6], Numbers(_ring.Read(EventFilter.All, null, 2)));
        Assert.Equal([3, 4, 5, 6], Numbers(_ring.Read(EventFilter.All, null, 100)));
    }

    [Fact]
    public void Read_AfterNumber_NextOnesAndWhatWasMissed()
    {
        Record(2);
        var position = _ring.Read(EventFilter.All, null, 1).Last;
        Record(6, from: 3);

        var slice = _ring.Read(EventFilter.All, position, 2);
        Assert.Equal([5, 6], Numbers(slice));
        Assert.Equal(2, slice.Missed); // 3 and 4
        Assert.Equal([7, 8], Numbers(_ring.Read(EventFilter.All, slice.Last, 100)));
    }

    [Fact]
    public void Read_NumberOfAnEarlierLife_AllThatIsKept()
    {
        Record(6);
        var slice = _ring.Read(EventFilter.All, 0, 100);

        Assert.Equal([3, 4, 5, 6], Numbers(slice));
        Assert.Equal(2, slice.Missed);
        Assert.Equal([3, 4, 5, 6], Numbers(_ring.Read(EventFilter.All, long.MaxValue, 100)));
    }

    [Fact]
    public void Read_Filtered_LastPassesWhatWasLeftOut()
    {
        Record(3);
        var slice = _ring.Read(new EventFilter { Kind = "silo" }, 0, 100);

        Assert.Empty(slice.Events);
        Assert.Empty(_ring.Read(EventFilter.All, slice.Last, 100).Events);
    }

    [Fact]
    public void Record_ClockThatGoesBack_TimesDoNot()
    {
        _ring.Record(Event(10));
        _ring.Record(Event(5));

        Assert.Equal([Samples.Start.AddSeconds(10), Samples.Start.AddSeconds(10)], _ring.Read(EventFilter.All, null, 9).Events.Select(occurred => occurred.At));
    }

    [Fact]
    public void Record_AfterARestart_NumbersGoOnAbove()
    {
        Record(3);
        var before = _ring.Read(EventFilter.All, null, 1).Last;
        var next = new EventRing("a", new LaterTime(TimeSpan.FromSeconds(1)));
        next.Record(Event(1));

        Assert.True(Assert.Single(next.Read(EventFilter.All, before, 10).Events).Sequence > before);
    }

    private static ClusterEvent Event(int number) =>
        new() { At = Samples.Start.AddSeconds(number), Kind = "replica.ready", Subject = "s", Message = $"{number}" };

    private static IEnumerable<int> Numbers(EventSlice slice) => slice.Events.Select(occurred => int.Parse(occurred.Message, System.Globalization.CultureInfo.InvariantCulture));

    private void Record(int count, int from = 1)
    {
        for (var number = from; number < from + count; number++)
        {
            _ring.Record(Event(number));
        }
    }

    private sealed class LaterTime(TimeSpan later) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + later;
    }
}
