using Orleans.Configuration;
using Orleans.Runtime;

namespace Krewe.Runtime.Membership.Probes;

/// <summary>
/// What a silo notices of its own state, so that it does not take itself for the measure of others: its timers came late, nobody answers it,
/// others suspect it. Written by the loops of the watch, read also for those who ask this silo to probe.
/// </summary>
internal sealed class LocalHealth(TimeProvider clock, ClusterMembershipOptions options)
{
    private const int Worst = 8;

    /// <summary>By how much a timer may be late, at most a probe period: what any busy process shows now and then.</summary>
    private static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private long? _lateAt; // under _gate
    private bool _isUnheard; // under _gate

    /// <summary>A timer was that late.</summary>
    public void Ran(TimeSpan late)
    {
        if (late > (options.ProbeTimeout < Tolerance ? options.ProbeTimeout : Tolerance))
        {
            lock (_gate)
            {
                _lateAt = clock.GetTimestamp();
            }
        }
    }

    /// <summary>A round of probes is over. With a single peer its silence says as much of that one as of this silo, so it does not count.</summary>
    public void Probed(int peers, int answered)
    {
        lock (_gate)
        {
            _isUnheard = peers > 1 && answered == 0;
        }
    }

    /// <summary>0 is well; each sign adds to it, up to 8.</summary>
    public int Score(MembershipView view, SiloAddress self)
    {
        var votes = view.Find(self) is { } entry ? MembershipDecisions.FreshVotes(entry, clock.GetUtcNow().UtcDateTime, options).Count() : 0;
        lock (_gate)
        {
            var isLate = _lateAt is { } at && clock.GetElapsedTime(at) < options.LocalHealthDegradationMonitoringPeriod;
            return Math.Min(Worst, (isLate ? 1 : 0) + (_isUnheard ? 1 : 0) + votes);
        }
    }
}
