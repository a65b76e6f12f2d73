namespace Krewe.Scaling;

/// <summary>What a model's queue tells of the requests of one class. Counts are since <see cref="ModelLoad.Since"/>.</summary>
/// <param name="Arrived">Requests that came.</param>
/// <param name="Ended">Requests that ended or were refused.</param>
/// <param name="Late">Those of them that took longer than the objective of their class, or were never answered.</param>
/// <param name="Inside">Requests that wait or are executed.</param>
[GenerateSerializer, Immutable, Alias("krewe.ClassCounts")]
public sealed record ClassCounts(long Arrived, long Ended, long Late, int Inside);
