using Krewe.Testing.Time;

namespace Krewe.Testing.Simulation;

/// <summary>
/// The clock of one silo of a simulation: the common one, running faster or slower if it is to. While the silo is paused its timers wait, and
/// when it has crashed they are gone.
/// </summary>
internal sealed class SiloClock(ManualTimeProvider common, double rate, SimulatedMember silo) : TimeProvider
{
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => common.Start + (common.Elapsed * rate);

    public override long GetTimestamp() => GetUtcNow().UtcTicks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        return new Scaled(common.CreateTimer(_ => silo.WhenRunning(() => callback(state)), null, Scale(dueTime), Scale(period)), this);
    }

    private TimeSpan Scale(TimeSpan span) => span > TimeSpan.Zero ? span / rate : span;

    private sealed class Scaled(ITimer inner, SiloClock clock) : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => inner.Change(clock.Scale(dueTime), clock.Scale(period));

        public void Dispose() => inner.Dispose();

        public ValueTask DisposeAsync() => inner.DisposeAsync();
    }
}
