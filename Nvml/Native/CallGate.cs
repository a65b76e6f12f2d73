using System.Diagnostics;

namespace Krewe.Nvml.Native;

/// <summary>
/// Lets calls in while the library is open, and keeps the one that closes it waiting until all are out: a shutdown beside a running call
/// crashes the driver's library. A call also names the generation of its handle; one of an earlier generation is not let in.
/// </summary>
internal sealed class CallGate
{
    // Written by calls that come and go; read by the one that closes.
    private int _inside;

    // Written by the library under its lock only. 0 while it is closed: generations start at 1.
    private volatile uint _open;

    internal bool IsOpen => _open != 0;

    /// <summary>Whether a call with a handle of this generation may run; if so, <see cref="Leave"/> must follow.</summary>
    internal bool TryEnter(uint generation)
    {
        // First counted, then looked: whoever closes writes first and counts then, so one of both sees the other.
        Interlocked.Increment(ref _inside);
        if (generation != 0 && _open == generation)
        {
            return true;
        }

        Interlocked.Decrement(ref _inside);
        return false;
    }

    internal void Leave() => Interlocked.Decrement(ref _inside);

    internal void Open(uint generation) => _open = generation;

    /// <summary>Lets nobody in any more, and waits for those who are in.</summary>
    /// <returns>Whether all have left in time. One that has not is wedged in the driver.</returns>
    internal bool Close(TimeSpan patience)
    {
        _open = 0;
        Interlocked.MemoryBarrier();
        var began = Stopwatch.GetTimestamp();
        var spin = new SpinWait();
        while (Volatile.Read(ref _inside) != 0)
        {
            if (Stopwatch.GetElapsedTime(began) > patience)
            {
                return false;
            }

            spin.SpinOnce();
        }

        return true;
    }
}
