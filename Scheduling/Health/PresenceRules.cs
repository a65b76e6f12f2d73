namespace Krewe.Scheduling.Health;

/// <summary>Whether a device is there: lost, silent, failing, back. One that is gone takes what ran there with it; one that only is not heard may still serve.</summary>
internal static class PresenceRules
{
    public static HealthRecord Apply(HealthRecord record, HealthSignals signals, DateTimeOffset now, HealthPolicy policy, HealthVerdict verdict)
    {
        if (signals.Answer == HealthAnswer.Lost)
        {
            verdict.Add(HealthCondition.Lost, evict: true, Said(signals, "its driver says that it is lost"));
            return Leave(record, now, policy) with { FailingSince = record.FailingSince ?? now, Gone = null };
        }

        if (record.Gone is { } gone)
        {
            if (now - gone.At < policy.Disbelief)
            {
                verdict.Add(HealthCondition.Lost, evict: true, $"XID {gone.Xid}: {XidCatalog.MeaningOf(gone.Xid)}");
                return Leave(record, now, policy);
            }

            record = record with { Gone = null };
        }

        if (signals.Answer != HealthAnswer.Measured)
        {
            return Fail(record, signals, now, policy, verdict);
        }

        record = record with { FailingSince = null };
        if (!record.Away)
        {
            return record;
        }

        var back = record.BackSince ?? now;
        record = record.BackSince is null ? ForgetFaults(record, wasGone: record.Condition == HealthCondition.Lost) with { BackSince = back } : record;
        var probation = ProbationOf(record, policy);
        if (now - back >= probation)
        {
            return record with { Away = false, BackSince = null, TakenBackAt = now };
        }

        verdict.Add(HealthCondition.Returned, evict: false, FormattableString.Invariant($"it is back, and takes work when it has answered for {probation.TotalSeconds:0.#} s"));
        return record;
    }

    /// <summary>How long a device that comes back must answer: longer each time it has gone again soon after.</summary>
    private static TimeSpan ProbationOf(HealthRecord record, HealthPolicy policy)
    {
        var doubled = policy.Probation * Math.Pow(2, Math.Min(record.Relapses, 20));
        return doubled < policy.LongestProbation ? doubled : policy.LongestProbation;
    }

    private static HealthRecord Fail(HealthRecord record, HealthSignals signals, DateTimeOffset now, HealthPolicy policy, HealthVerdict verdict)
    {
        var since = record.FailingSince ?? now;
        record = record with { FailingSince = since };
        if (record.Condition == HealthCondition.Lost)
        {
            // It was gone, and nobody has seen it since.
            verdict.Add(HealthCondition.Lost, evict: true, Said(signals, "it was lost and does not answer"));
            return Leave(record, now, policy);
        }

        var reason = Said(signals, signals.Answer switch
        {
            HealthAnswer.Silent => "a call to its driver does not come back",
            HealthAnswer.Unmeasured => "there is no library or driver to measure it by",
            _ => "its driver answers with errors",
        });
        if (signals.Answer == HealthAnswer.Silent || record.Away || now - since >= policy.FailurePatience)
        {
            verdict.Add(HealthCondition.Draining, evict: false, reason);
            return Leave(record, now, policy);
        }

        verdict.Add(HealthCondition.Degraded, evict: false, reason);
        return record;
    }

    private static HealthRecord Leave(HealthRecord record, DateTimeOffset now, HealthPolicy policy) => record.Away
        ? record with { BackSince = null }
        : record with
        {
            Away = true,
            BackSince = null,
            Relapses = record.TakenBackAt is { } back && now - back <= policy.RelapseWindow ? record.Relapses + 1 : 0,
        };

    /// <summary>What was gone has been reset, by whatever brought it back; what was only silent has not.</summary>
    private static HealthRecord ForgetFaults(HealthRecord record, bool wasGone) => wasGone
        ? record with { Faults = [], UncorrectedErrors = null, UncorrectedAt = null, EnergyJoules = null, Recovery = RecoveryAction.None }
        : record;

    private static string Said(HealthSignals signals, string otherwise) => signals.Detail.Length > 0 ? $"{otherwise}: {signals.Detail}" : otherwise;
}
