using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Orleans.Runtime;

namespace Krewe.Runtime.Membership.Probes;

/// <summary>
/// The rounds of probes of one silo. The last probe before the limit of misses also goes through another silo: what only one way between two
/// machines does is no death, and where that one has missed the limit of probes with this one as well, both vote at once.
/// </summary>
internal sealed partial class SiloProbes(MembershipAgent agent, LocalHealth health, Random random) : IProbeServer
{
    /// <summary>Of the time that the asking silo waits; the rest is for the way there and back.</summary>
    private const double ShareOfIntermediary = 0.75;

    /// <summary>Misses in a row; written by the round only, read also for others.</summary>
    private readonly ConcurrentDictionary<SiloAddress, int> _missed = new();

    /// <summary>Who answered in the last round; touched by the round only.</summary>
    private SiloAddress[] _answered = [];

    private TimeSpan Period => agent.Options.ProbeTimeout;

    private int Limit => agent.Options.NumMissedProbesLimit;

    /// <summary>A silo that is not well itself gives the others twice the time.</summary>
    private TimeSpan Patience => agent.Options.ExtendProbeTimeoutDuringDegradation && health.Score(agent.View, agent.Self) > 0 ? 2 * Period : Period;

    /// <summary>Whether a silo answers; a prober's failure is no answer.</summary>
    public async Task<bool> ProbeAsync(SiloAddress peer, TimeSpan timeout, CancellationToken cancellationToken)
    {
        try
        {
            return await agent.Prober.ProbeAsync(peer, timeout, cancellationToken).WaitAsync(timeout, agent.Clock, cancellationToken);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            Log.ProbeFailed(agent.Logger, peer, exception);
            return false;
        }
    }

    public async Task<ProbeReport> ProbeForAsync(SiloAddress target, TimeSpan timeout)
    {
        try
        {
            return await ProbeAsync(target, timeout * ShareOfIntermediary, agent.Stopping)
                ? new ProbeReport(ProbeOutcome.Answered)
                : new ProbeReport(ProbeOutcome.Missed, health.Score(agent.View, agent.Self), _missed.GetValueOrDefault(target) >= Limit - 1);
        }
        catch (Exception exception)
        {
            Log.ProbeFailed(agent.Logger, target, exception);
            return new ProbeReport(ProbeOutcome.NotServed); // This silo ends.
        }
    }

    /// <summary>Probes all whom this silo watches, and suspects who has been silent for too long.</summary>
    /// <returns>False when the round took so long that its misses say nothing of others.</returns>
    public async Task<bool> RoundAsync(CancellationToken stop)
    {
        var peers = MembershipDecisions.PeersToProbe(agent.View, agent.Self, agent.Clock.GetUtcNow().UtcDateTime, agent.Options);
        foreach (var gone in _missed.Keys.Except(peers).ToArray())
        {
            _missed.TryRemove(gone, out _);
        }

        var (before, patience) = (agent.Clock.GetTimestamp(), Patience);
        var answers = Task.WhenAll(peers.Select(peer => ProbeAsync(peer, patience, stop)));
        var reports = Task.WhenAll(peers.Select(peer => ProbeThroughAnotherAsync(peer, patience, stop)));
        await Task.WhenAll(answers, reports);
        if (agent.Clock.GetElapsedTime(before) > patience + Period)
        {
            return false;
        }

        _answered = [.. peers.Where((_, index) => answers.Result[index])];
        health.Probed(peers.Count, _answered.Length);
        for (var i = 0; i < peers.Count; i++)
        {
            _missed[peers[i]] = answers.Result[i] ? 0 : _missed.GetValueOrDefault(peers[i]) + 1;
        }

        var answering = new HashSet<SiloAddress>(_answered) { agent.Self };
        for (var i = 0; i < peers.Count; i++)
        {
            if (_missed[peers[i]] >= Limit)
            {
                await JudgeAsync(peers[i], reports.Result[i], answering, stop);
            }
        }

        return true;
    }

    /// <summary>
    /// The peer missed too many probes. That another silo heard it outweighs this; that another silo, which is well, missed it now makes it a vote, and
    /// if that was its own last miss as well, two. Where the others cannot tell, this silo goes on asking, but not for ever.
    /// </summary>
    private async Task JudgeAsync(SiloAddress peer, (SiloAddress? Intermediary, ProbeReport Report) other, HashSet<SiloAddress> answering, CancellationToken stop)
    {
        switch (other.Report)
        {
            case { Outcome: ProbeOutcome.Answered }:
                _missed[peer] = Limit - 1; // The next miss is looked at again, perhaps through somebody else.
                Log.AnswersAnother(agent.Logger, peer, other.Intermediary!);
                return;
            case { Outcome: ProbeOutcome.Missed, Health: 0 }:
                await agent.SuspectAsync(peer, answering, other.Report.IsVote ? other.Intermediary : null, stop);
                return;
            case { Outcome: ProbeOutcome.Missed or ProbeOutcome.Unknown } when other.Intermediary is not null && _missed[peer] < 2 * Limit:
                Log.CannotTell(agent.Logger, other.Intermediary, peer, other.Report.Health);
                return;
            default:
                await agent.SuspectAsync(peer, answering, null, stop);
                return;
        }
    }

    private async Task<(SiloAddress? Intermediary, ProbeReport Report)> ProbeThroughAnotherAsync(SiloAddress peer, TimeSpan timeout, CancellationToken stop)
    {
        if (!agent.Options.EnableIndirectProbes || _missed.GetValueOrDefault(peer) + 1 < Limit)
        {
            return default;
        }

        var candidates = _answered.Where(silo => silo != peer && agent.View.Find(silo)?.Status == SiloStatus.Active).ToArray();
        if (candidates.Length == 0)
        {
            return default;
        }

        var intermediary = candidates[random.Next(candidates.Length)];
        try
        {
            return (intermediary, await agent.Prober.ProbeThroughAsync(peer, intermediary, timeout, stop).WaitAsync(timeout, agent.Clock, stop));
        }
        catch (Exception exception) when (!stop.IsCancellationRequested)
        {
            Log.ProbeFailed(agent.Logger, intermediary, exception);
            return (intermediary, new ProbeReport(ProbeOutcome.Unknown));
        }
    }

    private static partial class Log
    {
        [LoggerMessage(7311, LogLevel.Debug, "The probe of {Silo} failed")]
        public static partial void ProbeFailed(ILogger logger, SiloAddress silo, Exception exception);

        [LoggerMessage(7314, LogLevel.Warning, "{Silo} does not answer this silo, but it answers {Intermediary}: the way between the two is cut")]
        public static partial void AnswersAnother(ILogger logger, SiloAddress silo, SiloAddress intermediary);

        [LoggerMessage(7315, LogLevel.Information, "{Intermediary} could not say whether {Silo} lives (its own state: {Health}, 0 is well); asking again")]
        public static partial void CannotTell(ILogger logger, SiloAddress intermediary, SiloAddress silo, int health);
    }
}
