using System.Threading.Channels;

namespace Krewe.Silo.History.Live;

/// <summary>
/// One who looks. What it has not taken yet waits in a queue of fixed length; when that is full the reader is dropped, and comes back
/// with the id of the last event that it saw.
/// </summary>
internal sealed class LiveReader
{
    /// <summary>Events that may wait: some seconds of everything.</summary>
    public const int Capacity = 16;

    private readonly Channel<LiveEvent> _events = Channel.CreateBounded<LiveEvent>(
        new BoundedChannelOptions(Capacity) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait });

    public ChannelReader<LiveEvent> Events => _events.Reader;

    /// <summary>Whether it was too slow.</summary>
    public bool Dropped { get; private set; }

    /// <summary>Hands over an event. False when the reader is dropped.</summary>
    public bool Offer(LiveEvent one)
    {
        if (_events.Writer.TryWrite(one))
        {
            return true;
        }

        Dropped = true;
        _events.Writer.TryComplete();
        return false;
    }

    /// <summary>There will be nothing more.</summary>
    public void End() => _events.Writer.TryComplete();
}
