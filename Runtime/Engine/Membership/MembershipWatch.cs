using Microsoft.Extensions.Logging;
using Orleans.Runtime;

namespace Krewe.Runtime.Membership;

/// <summary>
/// What an agent does again and again: probe, read the table, say that it is alive, clean up. Each loop survives whatever goes wrong in
/// a round. A round that took much longer than it should means that this process stood still: then its misses say nothing of others, and
/// the first thing to know is whether it is itself alive.
/// </summary>
internal sealed partial class MembershipWatch(MembershipAgent agent, Random random)
{
    /// <summary>A round that took its whole period is followed by the next at once, but not in a tight loop.</summary>
    private static readonly TimeSpan ShortestWait = TimeSpan.FromMilliseconds(1);

    /// <summary>Misses in a row; touched by the probe loop only.</summary>
    private readonly Dictionary<SiloAddress, int> _missed = [];

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

    /// <summary>Whether a silo answers; a prober's failure is no answer.</summary>
    public async Task<bool> ProbeAsync(SiloAddress peer, CancellationToken cancellationToken)
    {
        try
        {
            return await agent.Prober.ProbeAsync(peer, Period, cancellationToken).WaitAsync(Period, agent.Clock, cancellationToken);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            Log.ProbeFailed(agent.Logger, peer, exception);
            return false;
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
                if (agent.Clock.GetElapsedTime(before) > wait + (2 * Period))
                {
                    Log.StoodStill(agent.Logger, agent.Clock.GetElapsedTime(before) - wait);
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
        var peers = MembershipDecisions.PeersToProbe(agent.View, agent.Self, agent.Clock.GetUtcNow().UtcDateTime, agent.Options);
        foreach (var gone in _missed.Keys.Except(peers).ToArray())
        {
            _missed.Remove(gone);
        }

        var before = agent.Clock.GetTimestamp();
        var answers = await Task.WhenAll(peers.Select(peer => ProbeAsync(peer, stop)));
        if (agent.Clock.GetElapsedTime(before) > 2 * Period)
        {
            Log.StoodStill(agent.Logger, agent.Clock.GetElapsedTime(before));
            _ = await agent.Store.ReadAsync(stop);
            return;
        }

        var answering = new HashSet<SiloAddress> { agent.Self };
        for (var i = 0; i < peers.Count; i++)
        {
            _missed[peers[i]] = answers[i] ? 0 : _missed.GetValueOrDefault(peers[i]) + 1;
            if (answers[i])
            {
                answering.Add(peers[i]);
            }
        }

        foreach (var peer in peers.Where(peer => _missed[peer] >= agent.Options.NumMissedProbesLimit))
        {
            await agent.SuspectAsync(peer, answering, stop);
        }
    }

    private Task SayAliveAsync(CancellationToken stop) => agent.Store.SayAliveAsync(agent.Self, agent.Clock.GetUtcNow().UtcDateTime, stop);

    private Task CleanUpAsync(CancellationToken stop) => agent.Store.CleanUpAsync(agent.Clock.GetUtcNow() - agent.Options.DefunctSiloExpiration, stop);

    private static partial class Log
    {
        [LoggerMessage(7311, LogLevel.Debug, "The probe of {Silo} failed")]
        public static partial void ProbeFailed(ILogger logger, SiloAddress silo, Exception exception);

        [LoggerMessage(7312, LogLevel.Warning, "This process stood still for {Time}; reading the membership table before anything else")]
        public static partial void StoodStill(ILogger logger, TimeSpan time);

        [LoggerMessage(7313, LogLevel.Warning, "Could not {What}; next attempt in {Wait}")]
        public static partial void RoundFailed(ILogger logger, string what, TimeSpan wait, Exception exception);
    }
}
