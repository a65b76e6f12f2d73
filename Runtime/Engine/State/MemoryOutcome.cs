using Orleans;

namespace Krewe.Runtime.State;

/// <summary>Whether it was done, and the version that is stored then. A conflict is no exception here: that would end the storage's activation.</summary>
[GenerateSerializer, Immutable, Alias("krewe.memory-outcome")]
internal readonly record struct MemoryOutcome([property: Id(0)] bool IsDone, [property: Id(1)] string? Version);
