namespace Krewe.Scheduling.Queueing.Replicas;

/// <summary>Where the next execution goes.</summary>
/// <param name="Id">The replica.</param>
/// <param name="Epoch">The epoch of its lease, for fencing.</param>
/// <param name="Start">When it is expected to start; now, unless all slots are busy.</param>
/// <param name="Finish">When it is expected to finish.</param>
public sealed record ReplicaChoice(string Id, long Epoch, DateTimeOffset Start, DateTimeOffset Finish);
