using Orleans;

namespace Krewe.Runtime.Streams;

/// <summary>The explicit subscriptions of a stream.</summary>
/// <param name="Version">Grows with each change, also when the list was lost meanwhile.</param>
/// <param name="All">In the order in which they were made.</param>
[GenerateSerializer, Alias("krewe.stream-subscriptions")]
internal sealed record StreamSubscriptions(long Version, List<StreamSubscription> All);
