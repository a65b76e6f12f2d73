using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Krewe.Runtime.Hosting;

/// <summary>The time that the host has to stop, and what is left of it.</summary>
internal sealed class StopBudget(IOptions<HostOptions> host, EngineClock clock)
{
    private readonly Lock _gate = new();
    private long? _began; // under _gate

    /// <summary>What is left; all of it before the stop begins, infinite where the host has no limit.</summary>
    public TimeSpan Left
    {
        get
        {
            var all = host.Value.ShutdownTimeout;
            lock (_gate)
            {
                return all == Timeout.InfiniteTimeSpan || _began is not { } began
                    ? all
                    : TimeSpan.FromTicks(Math.Max(0, (all - clock.Grains.GetElapsedTime(began)).Ticks));
            }
        }
    }

    /// <summary>A share of what is left.</summary>
    /// <param name="part">More than 0, less than 1.</param>
    public TimeSpan Share(double part) => Left is var left && left == Timeout.InfiniteTimeSpan ? left : left * part;

    /// <summary>The stop begins. Only the first time counts.</summary>
    public void Begin()
    {
        lock (_gate)
        {
            _began ??= clock.Grains.GetTimestamp();
        }
    }
}
