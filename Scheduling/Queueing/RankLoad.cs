namespace Krewe.Scheduling.Queueing;

/// <summary>How much waits at one rank.</summary>
/// <param name="Count">Number of entries.</param>
/// <param name="Bytes">Sum of their bytes.</param>
public readonly record struct RankLoad(int Count, long Bytes);
