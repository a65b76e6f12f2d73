using Orleans;
using Orleans.Runtime;

namespace Krewe.Runtime.Streams;

/// <summary>Somebody who is to get the items of a stream.</summary>
/// <param name="Id">The subscription.</param>
/// <param name="Stream">The stream.</param>
/// <param name="Consumer">The grain; for subscribers outside of grains, the one that stands for their host.</param>
/// <param name="IsImplicit">Whether it follows from the grain's class.</param>
[GenerateSerializer, Alias("krewe.stream-subscription"), Immutable]
internal sealed record StreamSubscription(Guid Id, StreamId Stream, GrainId Consumer, bool IsImplicit);
