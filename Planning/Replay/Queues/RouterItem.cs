namespace Krewe.Planning.Replay.Queues;

/// <summary>What passes a router.</summary>
/// <param name="Request">The request.</param>
/// <param name="Way">On its way in, or out.</param>
internal readonly record struct RouterItem(ReplayRequest Request, RouterWay Way);
