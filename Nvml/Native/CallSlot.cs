using System.Diagnostics;

namespace Krewe.Nvml.Native;

/// <summary>Which call a thread is in, for a watchdog on another thread. A thread that is to be watched sets its own.</summary>
internal sealed class CallSlot
{
    [ThreadStatic]
    private static CallSlot? _ofThisThread;

    // Both written by the watched thread only. The time is 0 outside of a call.
    private int _function;
    private long _since;

    internal static CallSlot? OfThisThread
    {
        get => _ofThisThread;
        set => _ofThisThread = value;
    }

    internal void Begin(NvmlFunction function, long now)
    {
        _function = (int)function;
        Volatile.Write(ref _since, now);
    }

    internal void End() => Volatile.Write(ref _since, 0);

    /// <summary>The call in progress and how long it has been running.</summary>
    internal bool TryGet(out NvmlFunction function, out TimeSpan running)
    {
        var since = Volatile.Read(ref _since);
        function = (NvmlFunction)_function;
        running = since == 0 ? TimeSpan.Zero : Stopwatch.GetElapsedTime(since);
        return since != 0;
    }
}
