namespace Krewe.Scheduling.Health;

/// <summary>Heat and power brakes: they count when they last, and are over when they have been for as long.</summary>
internal static class SlowdownRules
{
    public static HealthRecord Apply(HealthRecord record, HealthSignals signals, DateTimeOffset now, HealthPolicy policy, HealthVerdict verdict)
    {
        if (signals.Slowdown is { } slowdown)
        {
            record = slowdown == SlowdownReasons.None ? Fast(record, now, policy) : Slow(record, slowdown, now, policy);
        }

        if (record.Slowdown != SlowdownReasons.None)
        {
            verdict.Add(HealthCondition.Degraded, evict: false, $"its clocks are slowed: {Describe(record.Slowdown)}");
        }

        return record;
    }

    private static HealthRecord Slow(HealthRecord record, SlowdownReasons slowdown, DateTimeOffset now, HealthPolicy policy)
    {
        var since = record.SlowSince ?? now;
        return record with
        {
            SlowSince = since,
            FastSince = null,
            Slowdown = now - since >= policy.SlowdownPatience ? record.Slowdown | slowdown : record.Slowdown,
        };
    }

    private static HealthRecord Fast(HealthRecord record, DateTimeOffset now, HealthPolicy policy)
    {
        var since = record.FastSince ?? now;
        return now - since >= policy.SlowdownPatience
            ? record with { SlowSince = null, FastSince = since, Slowdown = SlowdownReasons.None }
            : record with { FastSince = since };
    }

    private static string Describe(SlowdownReasons reasons) => string.Join(", ", new[]
    {
        (SlowdownReasons.SoftwareThermal, "heat (driver)"),
        (SlowdownReasons.HardwareThermal, "heat (hardware)"),
        (SlowdownReasons.PowerBrake, "power brake"),
        (SlowdownReasons.Hardware, "hardware"),
    }.Where(one => reasons.HasFlag(one.Item1)).Select(one => one.Item2));
}
