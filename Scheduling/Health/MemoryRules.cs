namespace Krewe.Scheduling.Health;

/// <summary>Memory errors, row remapping and what the driver says would repair the device; also what shows that it was reset.</summary>
internal static class MemoryRules
{
    public static HealthRecord Apply(HealthRecord record, HealthSignals signals, DateTimeOffset now, HealthPolicy policy, HealthVerdict verdict)
    {
        if (signals.Answer != HealthAnswer.Measured)
        {
            return record;
        }

        if (WasReset(record, signals))
        {
            record = record with { Faults = [], UncorrectedErrors = null, UncorrectedAt = null };
        }

        var more = signals.UncorrectedErrors > record.UncorrectedErrors;
        record = record with
        {
            UncorrectedErrors = signals.UncorrectedErrors ?? record.UncorrectedErrors,
            UncorrectedAt = more ? now : record.UncorrectedAt,
            EnergyJoules = signals.EnergyJoules ?? record.EnergyJoules,
            Recovery = signals.Recovery ?? record.Recovery,
        };
        if (record.UncorrectedAt is { } at && now - at < policy.ErrorMemory)
        {
            verdict.Add(HealthCondition.Degraded, evict: false, $"uncorrectable memory errors, {record.UncorrectedErrors} since its driver was loaded");
        }

        if (signals.RemapFailed == true)
        {
            verdict.Add(HealthCondition.Draining, evict: false, "rows of its memory could not be replaced");
        }

        if (signals.RemapPending == true)
        {
            verdict.Add(HealthCondition.Degraded, evict: false, "rows of its memory are replaced when it is reset");
        }

        Recover(signals.Recovery, verdict);
        return record;
    }

    /// <summary>The energy counter begins anew with a reset or a load of the driver; a recovery action ends with the recovery.</summary>
    private static bool WasReset(HealthRecord record, HealthSignals signals) =>
        signals.EnergyJoules < record.EnergyJoules
        || (record.Recovery != RecoveryAction.None && signals.Recovery == RecoveryAction.None);

    private static void Recover(RecoveryAction? action, HealthVerdict verdict)
    {
        var (condition, text) = action switch
        {
            RecoveryAction.Reset => (HealthCondition.Draining, "a reset"),
            RecoveryAction.Reboot => (HealthCondition.Draining, "a restart of the machine"),
            RecoveryAction.DrainPeers => (HealthCondition.Degraded, "an end of the traffic to its peers"),
            RecoveryAction.DrainAndReset => (HealthCondition.Draining, "to be emptied and reset"),
            _ => (HealthCondition.Healthy, ""),
        };
        if (condition != HealthCondition.Healthy)
        {
            verdict.Add(condition, evict: false, $"its driver says that it needs {text}");
        }
    }
}
