using Krewe.Silo.History.Live;

namespace Krewe.Silo.Tests.History;

public sealed class LiveReaderTests
{
    [Fact]
    public async Task Offer_ReaderThatTakesNothing_IsDroppedWhenItsQueueIsFull()
    {
        var reader = new LiveReader();
        var taken = 0;
        while (reader.Offer(LiveEvent.Heartbeat))
        {
            taken++;
        }

        Assert.Equal(LiveReader.Capacity, taken);
        Assert.True(reader.Dropped);
        var seen = 0;
        await foreach (var _ in reader.Events.ReadAllAsync())
        {
            seen++;
        }

        Assert.Equal(LiveReader.Capacity, seen);
    }

    [Fact]
    public void Of_AnEvent_HasIdNameAndOneLineOfData() =>
        Assert.Equal(
            "id: 7\nevent: live\ndata: {\"some_value\":\"a\\nb\"}\n\n",
            System.Text.Encoding.UTF8.GetString(LiveEvent.Of("live", new { SomeValue = "a\nb" }, 7).Bytes.Span));
}
