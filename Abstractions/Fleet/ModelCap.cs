using Krewe.Naming;

namespace Krewe.Fleet;

/// <summary>A model gives places to a more important one whose region is lost, or has them back.</summary>
/// <param name="Model">Which.</param>
/// <param name="Most">The most replicas that it may have for now; null for no limit.</param>
[GenerateSerializer, Immutable, Alias("krewe.ModelCap")]
public sealed record ModelCap(ModelKey Model, int? Most);
