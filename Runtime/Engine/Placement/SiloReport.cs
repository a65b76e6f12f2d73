using Orleans;
using Orleans.Runtime.MembershipService.SiloMetadata;

namespace Krewe.Runtime.Placement;

/// <summary>What a silo says of itself when another one asks.</summary>
/// <param name="Metadata">Fixed for its life.</param>
/// <param name="Activations">How many there are now.</param>
[GenerateSerializer, Immutable, Alias("krewe.silo-report")]
internal sealed record SiloReport([property: Id(0)] SiloMetadata Metadata, [property: Id(1)] int Activations);
