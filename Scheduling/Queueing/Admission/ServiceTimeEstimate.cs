namespace Krewe.Scheduling.Queueing.Admission;

/// <summary>What one execution is expected to take.</summary>
/// <param name="Typical">The pace at which the queue drains, such as the mean; negative counts as zero.</param>
/// <param name="Cautious">What the request itself is judged by, such as the 90 % quantile; negative counts as zero.</param>
public readonly record struct ServiceTimeEstimate(TimeSpan Typical, TimeSpan Cautious);
