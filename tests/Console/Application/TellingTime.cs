using Krewe.Testing.Time;

namespace Krewe.Commands.Tests.Application;

/// <summary>Time that is moved by hand, and that tells when somebody begins to wait for a second.</summary>
internal sealed class TellingTime : TimeProvider, IDisposable
{
    private readonly ManualTimeProvider _time = new();
    private readonly ManualResetEventSlim _counting = new();

    public override long TimestampFrequency => _time.TimestampFrequency;

    public override DateTimeOffset GetUtcNow() => _time.GetUtcNow();

    public override long GetTimestamp() => _time.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = _time.CreateTimer(callback, state, dueTime, period);
        if (dueTime == TimeSpan.FromSeconds(1))
        {
            _counting.Set();
        }

        return timer;
    }

    /// <summary>Lets so many seconds pass once somebody counts them.</summary>
    public void Pass(int seconds)
    {
        Assert.True(_counting.Wait(TimeSpan.FromSeconds(60)));
        for (var i = 0; i < seconds; i++)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
        }
    }

    public void Dispose() => _counting.Dispose();
}
