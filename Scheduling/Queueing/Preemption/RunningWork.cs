namespace Krewe.Scheduling.Queueing.Preemption;

/// <summary>An execution as <see cref="PreemptionPolicy"/> sees it.</summary>
/// <param name="Id">Names it for the caller; the last tie-breaker.</param>
/// <param name="Rank">Of its request, 0 the most important.</param>
/// <param name="StartedAt">When it began.</param>
/// <param name="ExpectedEnd">When it is expected to end.</param>
/// <param name="Deadline">Of its request.</param>
/// <param name="Cancellable">Whether it may be cancelled and executed again, and is not being cancelled already.</param>
public readonly record struct RunningWork(long Id, int Rank, DateTimeOffset StartedAt, DateTimeOffset ExpectedEnd, DateTimeOffset Deadline, bool Cancellable);
