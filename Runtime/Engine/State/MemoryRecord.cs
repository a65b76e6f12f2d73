using Orleans;

namespace Krewe.Runtime.State;

/// <summary>A state as it is kept in memory for a cluster.</summary>
[GenerateSerializer, Immutable, Alias("krewe.memory-record")]
internal sealed record MemoryRecord([property: Id(0)] byte[] State, [property: Id(1)] string Version);
