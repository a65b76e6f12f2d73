namespace Krewe.Testing.Simulation;

/// <summary>
/// A clock that runs faster than the wall's. Orleans has no virtual time: what the simulation skips is waited for here, but not as long. Timers of the silo,
/// the grains and the test all run by it.
/// </summary>
internal sealed class FastClock : TimeProvider
{
    private const double Rate = 10;

    private readonly DateTimeOffset _start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private readonly long _begun = System.GetTimestamp();

    public TimeSpan Elapsed => System.GetElapsedTime(_begun) * Rate;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => _start + Elapsed;

    public override long GetTimestamp() => Elapsed.Ticks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        new Timer(System.CreateTimer(callback, state, Scale(dueTime), Scale(period)));

    /// <summary>Rounded up: a timer is never early.</summary>
    private static TimeSpan Scale(TimeSpan span) => span <= TimeSpan.Zero ? span : TimeSpan.FromMilliseconds(Math.Ceiling(span.TotalMilliseconds / Rate));

    private sealed class Timer(ITimer inner) : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => inner.Change(Scale(dueTime), Scale(period));

        public void Dispose() => inner.Dispose();

        public ValueTask DisposeAsync() => inner.DisposeAsync();
    }
}
