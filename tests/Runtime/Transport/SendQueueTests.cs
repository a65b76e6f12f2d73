using Krewe.Runtime.Messaging;
using Krewe.Runtime.Transport;
using Krewe.Runtime.Transport.Connections;
using Krewe.Runtime.Transport.Frames;
using Orleans.Runtime;

namespace Krewe.Runtime.Tests.Transport;

public sealed class SendQueueTests
{
    [Theory]
    [InlineData(5, 1L << 20)] // full by number
    [InlineData(1_000, 4096)] // full by bytes
    public void TryAdd_Full_ResponsesHaveTwiceTheRoom(int messages, long bytes)
    {
        var queue = new SendQueue(new TransportOptions { MaxQueuedMessages = messages, MaxQueuedBytes = bytes });

        var requests = Fill(queue, MessageKind.Request);
        var oneWay = queue.TryAdd(Frame(MessageKind.OneWay));
        var responses = Fill(queue, MessageKind.Response);
        Assert.True(queue.TryTake(out var taken));
        taken.Dispose();

        Assert.Equal(5, requests);
        Assert.Equal(QueueResult.Full, oneWay);
        Assert.Equal(5, responses);
        Assert.Equal(QueueResult.Queued, queue.TryAdd(Frame(MessageKind.Response)));
        Assert.Equal(QueueResult.Full, queue.TryAdd(Frame(MessageKind.Response)));
    }

    [Fact]
    public async Task Empty_SomeKept_ComeFirstAndCount()
    {
        var queue = new SendQueue(new TransportOptions { MaxQueuedMessages = 2 });
        queue.TryAdd(Frame(MessageKind.Request));
        queue.TryAdd(Frame(MessageKind.Response));

        queue.Empty(frame => frame.Message.Kind == MessageKind.Response);
        queue.TryAdd(Frame(MessageKind.Request));
        var full = queue.TryAdd(Frame(MessageKind.Request));
        queue.Close();

        Assert.Equal(QueueResult.Full, full);
        Assert.Equal(QueueResult.Closed, queue.TryAdd(Frame(MessageKind.Response)));
        Assert.Equal([MessageKind.Response, MessageKind.Request], Take());
        Assert.False(await queue.WaitAsync(default));

        IEnumerable<MessageKind> Take()
        {
            while (queue.TryTake(out var frame))
            {
                yield return frame.Message.Kind;
            }
        }
    }

    private static int Fill(SendQueue queue, MessageKind kind)
    {
        var count = 0;
        while (queue.TryAdd(Frame(kind)) == QueueResult.Queued)
        {
            count++;
        }

        return count;
    }

    /// <summary>Nearly a fifth of 4096 bytes, and some more.</summary>
    private static OutgoingFrame Frame(MessageKind kind) => OutgoingFrame.Write(
        new Message { Kind = kind, CorrelationId = 1, Source = GrainId.Create("caller", new string('x', 840)), Target = GrainId.Create("probe", "1") }, new FrameLimits(4096, 4096), DateTimeOffset.UnixEpoch);
}
