namespace Krewe.Scheduling.Queueing.Sharding;

/// <summary>One slot goes from one shard to another.</summary>
/// <param name="From">The index of the shard that gives it.</param>
/// <param name="To">The index of the shard that gets it.</param>
public readonly record struct SlotMove(int From, int To);
