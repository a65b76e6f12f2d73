namespace Krewe.Silo.Hosting;

/// <summary>
/// Whether the silo makes progress: it has started, is not stopping, and its poller has finished a round not long ago.
/// Liveness is another thing: that the process answers at all.
/// </summary>
internal sealed class Readiness(TimeProvider time)
{
    private static readonly TimeSpan Stalled = TimeSpan.FromSeconds(15);

    private long _lastRound;
    private volatile bool _started;
    private volatile bool _stopping;

    public bool IsReady => State == "ready";

    /// <summary>In a word: starting, ready, stalled or stopping.</summary>
    public string State =>
        _stopping ? "stopping"
        : !_started ? "starting"
        : time.GetElapsedTime(Volatile.Read(ref _lastRound)) > Stalled ? "stalled"
        : "ready";

    /// <summary>Called by the poller after each round that went through.</summary>
    public void RoundFinished() => Volatile.Write(ref _lastRound, time.GetTimestamp());

    public void Started() => _started = true;

    public void Stopping() => _stopping = true;
}
