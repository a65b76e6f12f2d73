using Krewe.Runtime.Membership.Probes;
using Microsoft.Extensions.Logging;

namespace Krewe.Runtime.Membership;

/// <summary>
/// What an agent does again and again: probe, read the table, say that it is alive, clean up. Each loop survives whatever goes wrong in
/// a round. A round that took much longer than it should means that this process stood still: then its misses say nothing of others, and
/// the first thing to know is whether it is itself alive.
/// </summary>
internal sealed partial class MembershipWatch(MembershipAgent agent, LocalHealth health, Random random)
{
    /// <summary>A round that took its whole period is followed by the next at once, but not in a tight loop.</summary>
    private static readonly TimeSpan ShortestWait = TimeSpan.FromMilliseconds(1);

    /// <summary>Who answers and who does not.</summary>
    public SiloProbes Probes { get; } = new(agent, health, random);

    private TimeSpan Period => agent.Options.ProbeTimeout;

    public void Start(CancellationToken stop)
    {
        if (agent.Options.LivenessEnabled)
        {
            _ = RepeatAsync("probe", Period * (0.2 + (0.8 * random.NextDouble())), () => Period, ProbeRoundAsync, stop);
        }

        _ = RepeatAsync("read the membership table", agent.Options.TableRefreshTimeout, () => agent.Options.TableRefreshTimeout, agent.Store.ReadAsync, stop);
        _ = RepeatAsync("say that this silo is alive", agent.Options.IAmAliveTablePublishTimeout, () => agent.Options.IAmAliveTablePublishTimeout, SayAliveAsync, stop);
        if (agent.Options is { DefunctSiloCleanupPeriod: { } period })
        {
            _ = RepeatAsync("remove rows of dead silos", period, () => period, CleanUpAsync, stop);
        }
    }

    private async Task RepeatAsync(string what, TimeSpan first, Func<TimeSpan> period, Func<CancellationToken, Task> round, CancellationToken stop)
    {
        var wait = first;
        while (!stop.IsCancellationRequested)
        {
            try
            {
                var before = agent.Clock.GetTimestamp();
                await Task.Delay(wait, agent.Clock, stop);
                var late = agent.Clock.GetElapsedTime(before) - wait;
                health.Ran(late);
                if (late > 2 * Period)
                {
                    Log.StoodStill(agent.Logger, late);
                    _ = await agent.Store.ReadAsync(stop);
                }

                before = agent.Clock.GetTimestamp();
                await round(stop);
                var left = period() - agent.Clock.GetElapsedTime(before);
                wait = left > ShortestWait ? left : ShortestWait;
            }
            catch (Exception) when (stop.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception)
            {
                // Sooner than usual: what the table missed is to be made good as soon as it is there again.
                wait = period() < Period ? period() : Period;
                Log.RoundFailed(agent.Logger, what, wait, exception);
            }
        }
    }

    private async Task ProbeRoundAsync(CancellationToken stop)
    {
        var before = agent.Clock.GetTimestamp();
        if (!await Probes.RoundAsync(stop))
        {
            Log.StoodStill(agent.Logger, agent.Clock.GetElapsedTime(before));
            _ = await agent.Store.ReadAsync(stop);
        }
    }

    private Task SayAliveAsync(CancellationToken stop) => agent.Store.SayAliveAsync(agent.Self, agent.Clock.GetUtcNow().UtcDateTime, stop);

    private Task CleanUpAsync(CancellationToken stop) => agent.Store.CleanUpAsync(agent.Clock.GetUtcNow() - agent.Options.DefunctSiloExpiration, stop);

    private static partial class Log
    {
        [LoggerMessage(7312, LogLevel.Warning, "This process stood still for {Time}; reading the membership table before anything else")]
        public static partial void StoodStill(ILogger logger, TimeSpan time);

        [LoggerMessage(7313, LogLevel.Warning, "Could not {What}; next attempt in {Wait}")]
        public static partial void RoundFailed(ILogger logger, string what, TimeSpan wait, Exception exception);
    }
}
