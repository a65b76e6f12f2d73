using Krewe.Testing.Time;

namespace Krewe.Runtime.Tests.Transport;

/// <summary>A clock that stands still, and says when the first timer was set.</summary>
internal sealed class SignallingTime : TimeProvider
{
    private readonly ManualTimeProvider _time = new();
    private readonly TaskCompletionSource _set = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task TimerSet => _set.Task.WaitAsync(TransportPeer.Patience);

    public override long TimestampFrequency => _time.TimestampFrequency;

    public void Advance(TimeSpan by) => _time.Advance(by);

    public override DateTimeOffset GetUtcNow() => _time.GetUtcNow();

    public override long GetTimestamp() => _time.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = _time.CreateTimer(callback, state, dueTime, period);
        if (dueTime > TimeSpan.Zero)
        {
            _set.TrySetResult();
        }

        return timer;
    }
}
