using Krewe.Testing.Time;

namespace Krewe.Testing.Simulation;

/// <summary>
/// The clock of one silo or client of a simulation: the common one, ahead or behind and faster or slower if it is to. While the silo is paused the clock goes
/// on and its timers wait, each for one call; when it has crashed they are gone.
/// </summary>
/// <param name="common">The common one.</param>
/// <param name="machine">How far it is off.</param>
/// <param name="whenRunning">Calls back when the process runs.</param>
internal sealed class SiloClock(ManualTimeProvider common, SimulatedMachine machine, Action<Action> whenRunning) : TimeProvider
{
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => common.Start + machine.ClockOffset + (common.Elapsed * machine.ClockRate);

    public override long GetTimestamp() => GetUtcNow().UtcTicks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        bool waits = false;
        return new Scaled(common.CreateTimer(_ => Fire(), null, Scale(dueTime), Scale(period)), this);

        void Fire()
        {
            if (!waits)
            {
                waits = true;
                whenRunning(() =>
                {
                    waits = false;
                    callback(state);
                });
            }
        }
    }

    private TimeSpan Scale(TimeSpan span) => span > TimeSpan.Zero ? span / machine.ClockRate : span;

    private sealed class Scaled(ITimer inner, SiloClock clock) : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => inner.Change(clock.Scale(dueTime), clock.Scale(period));

        public void Dispose() => inner.Dispose();

        public ValueTask DisposeAsync() => inner.DisposeAsync();
    }
}
