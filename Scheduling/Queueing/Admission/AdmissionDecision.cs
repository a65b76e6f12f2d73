namespace Krewe.Scheduling.Queueing.Admission;

/// <summary>The answer of <see cref="AdmissionPolicy"/>.</summary>
/// <param name="Admitted">Whether the request may be queued.</param>
/// <param name="Reason">Why.</param>
/// <param name="PredictedWait">Time until it would start, not negative; null when nothing can be predicted.</param>
/// <param name="RetryAfter">When the same request would be admitted by the same prediction; null when admitted or when retrying does not help.</param>
public sealed record AdmissionDecision(bool Admitted, AdmissionReason Reason, TimeSpan? PredictedWait, TimeSpan? RetryAfter);
