using Krewe.Errors;
using Krewe.Weights;

namespace Krewe.Silo.Backends.Weights;

/// <summary>Counts what the cache does. Written and read by anybody.</summary>
internal sealed class WeightsTally
{
    private long _hits;
    private long _misses;
    private long _fetched;
    private long _failed;
    private long _stopped;
    private long _bytes;
    private long _dropped;

    /// <summary>Is told how long each start has waited for a file; null for nobody.</summary>
    public Action<TimeSpan>? Waited { get; set; }

    /// <summary>Starts that found a file here.</summary>
    public long Hits => Volatile.Read(ref _hits);

    /// <summary>Starts that had to wait for one.</summary>
    public long Misses => Volatile.Read(ref _misses);

    /// <summary>Fetches that ended well.</summary>
    public long Fetched => Volatile.Read(ref _fetched);

    /// <summary>Fetches that failed.</summary>
    public long Failed => Volatile.Read(ref _failed);

    /// <summary>Fetches that nobody wanted any more.</summary>
    public long Stopped => Volatile.Read(ref _stopped);

    /// <summary>Bytes that came, whatever became of them.</summary>
    public long Bytes => Volatile.Read(ref _bytes);

    /// <summary>Files and parts that were dropped to make room.</summary>
    public long Dropped
    {
        get => Volatile.Read(ref _dropped);
        set => Volatile.Write(ref _dropped, value);
    }

    public void NoteAsked(WeightsUrgency urgency, bool found, TimeSpan waited)
    {
        if (urgency != WeightsUrgency.Start)
        {
            return;
        }

        if (found)
        {
            Interlocked.Increment(ref _hits);
        }
        else
        {
            Interlocked.Increment(ref _misses);
        }

        Waited?.Invoke(waited);
    }

    public void NoteReceived(int bytes) => Interlocked.Add(ref _bytes, bytes);

    public void NoteFetched(Exception? failure)
    {
        switch (failure)
        {
            case null:
                Interlocked.Increment(ref _fetched);
                break;
            case KreweException:
                Interlocked.Increment(ref _failed);
                break;
            default:
                Interlocked.Increment(ref _stopped);
                break;
        }
    }
}
