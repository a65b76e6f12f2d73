using Krewe.Naming;

namespace Krewe.Models.Slots;

/// <summary>A slot that a front keeps: the grant that it got, for more than one execution.</summary>
/// <param name="Replica">Whose slot.</param>
/// <param name="Id">The id of the ticket that was granted.</param>
[GenerateSerializer, Immutable, Alias("krewe.KeptSlot")]
public readonly record struct KeptSlot(ReplicaId Replica, string Id);
