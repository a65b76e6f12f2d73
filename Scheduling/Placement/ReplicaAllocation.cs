namespace Krewe.Scheduling.Placement;

/// <summary>What one replica holds, and where.</summary>
/// <param name="ReplicaId">The replica.</param>
/// <param name="Model">Its model.</param>
/// <param name="Host">The host.</param>
/// <param name="Claim">The resources.</param>
public sealed record ReplicaAllocation(string ReplicaId, string Model, string Host, ResourceClaim Claim);
