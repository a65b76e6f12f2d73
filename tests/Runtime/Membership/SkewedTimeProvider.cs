namespace Krewe.Runtime.Tests.Membership;

/// <summary>A machine whose clock is wrong, but goes as fast as the others.</summary>
internal sealed class SkewedTimeProvider(TimeProvider right, TimeSpan skew) : TimeProvider
{
    public override long TimestampFrequency => right.TimestampFrequency;

    public override DateTimeOffset GetUtcNow() => right.GetUtcNow() + skew;

    public override long GetTimestamp() => right.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        right.CreateTimer(callback, state, dueTime, period);
}
