using System.Collections.Immutable;

namespace Krewe.Scheduling.Health;

/// <summary>
/// Judges a device once a second from what was seen of it. Pure: what is remembered and what was seen go in, what is remembered next comes out.
/// docs/devices.md has the table.
/// </summary>
public static class HealthMachine
{
    /// <summary>One second.</summary>
    /// <param name="record">What is remembered; <see cref="HealthRecord.Initial"/> at first.</param>
    /// <param name="signals">What was seen.</param>
    /// <param name="now">The time; not before that of the step before.</param>
    /// <param name="policy">The limits.</param>
    /// <returns>What is remembered next, with the new condition.</returns>
    public static HealthRecord Step(HealthRecord record, HealthSignals signals, DateTimeOffset now, HealthPolicy policy)
    {
        ArgumentNullException.ThrowIfNull(record);
        ArgumentNullException.ThrowIfNull(signals);
        ArgumentNullException.ThrowIfNull(policy);
        var verdict = new HealthVerdict();
        var next = TakeEvents(record, signals, now, policy);
        next = PresenceRules.Apply(next, signals, now, policy, verdict);
        next = MemoryRules.Apply(next, signals, now, policy, verdict);
        next = SlowdownRules.Apply(next, signals, now, policy, verdict);
        foreach (var fault in next.Faults)
        {
            verdict.Add(ConditionOf(fault.Effect), fault.Effect == XidEffect.Evict, $"XID {fault.Xid}: {XidCatalog.MeaningOf(fault.Xid)}; it stays so until it was reset");
        }

        return next with
        {
            Condition = verdict.Condition,
            Evict = verdict.Evict,
            Reasons = verdict.Reasons,
            Since = record.Since is { } since && record.Condition == verdict.Condition ? since : now,
        };
    }

    /// <summary>
    /// An operator has repaired a device in a way that did not show: its faults are forgotten. What its driver still says of it - rows, recovery, errors that come
    /// again - counts with the next step.
    /// </summary>
    /// <param name="record">What is remembered.</param>
    /// <returns>What is remembered next; its condition is judged by the next step.</returns>
    public static HealthRecord Forgive(HealthRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        return record with { Faults = [], UncorrectedAt = null, Relapses = 0 };
    }

    /// <summary>What <see cref="Forgive"/> would forget, in words; empty for nothing.</summary>
    /// <param name="record">What is remembered.</param>
    public static ImmutableArray<string> Forgivable(HealthRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        return
        [
            .. record.Faults.Select(fault => $"XID {fault.Xid}: {XidCatalog.MeaningOf(fault.Xid)}"),
            .. record.UncorrectedAt is null ? (IEnumerable<string>)[] : ["uncorrectable memory errors"],
        ];
    }

    /// <summary>Remembers the errors that are new. One that says that the device is gone counts as if its driver had said so.</summary>
    private static HealthRecord TakeEvents(HealthRecord record, HealthSignals signals, DateTimeOffset now, HealthPolicy policy)
    {
        foreach (var one in signals.Events)
        {
            if (one.Sequence <= record.LastEvent)
            {
                continue;
            }

            record = record with { LastEvent = one.Sequence, LastXid = one.Xid };
            var effect = XidCatalog.EffectOf(one.Xid);
            if (effect is XidEffect.Program or XidEffect.Refer || now - one.At > policy.OldestEvent)
            {
                continue;
            }

            if (effect == XidEffect.Lose)
            {
                record = record with { Gone = new HealthFault(one.Xid, effect, now) };
            }
            else
            {
                record = record with { Faults = [.. record.Faults.Where(fault => fault.Xid != one.Xid), new HealthFault(one.Xid, effect, one.At)] };
            }
        }

        return record;
    }

    private static HealthCondition ConditionOf(XidEffect effect) => effect == XidEffect.Degrade ? HealthCondition.Degraded : HealthCondition.Draining;
}
