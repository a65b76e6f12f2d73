namespace Krewe.Scheduling.Queueing.Admission;

/// <summary>How <see cref="AdmissionPolicy"/> answers.</summary>
public sealed record AdmissionLimits
{
    /// <summary>The shortest retry time that is ever named; default 50 ms.</summary>
    public TimeSpan MinRetryAfter { get; init; } = TimeSpan.FromMilliseconds(50);

    /// <summary>The longest retry time that is ever named; default 60 s.</summary>
    public TimeSpan MaxRetryAfter { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>
    /// Whether a request that would start at once is admitted although its service time is predicted to miss its deadline;
    /// default true. Without it an estimate learned from slow first executions refuses everything and is never corrected.
    /// </summary>
    public bool ProbeWhenIdle { get; init; } = true;
}
