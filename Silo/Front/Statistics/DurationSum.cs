namespace Krewe.Silo.Front.Statistics;

/// <summary>How often something happened and how long it took in all.</summary>
/// <param name="Count">How often.</param>
/// <param name="Nanoseconds">How long.</param>
internal readonly record struct DurationSum(long Count, long Nanoseconds);
