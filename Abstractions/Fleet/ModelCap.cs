using Krewe.Naming;

namespace Krewe.Fleet;

/// <summary>Bounds for a model's number of replicas that come from other regions: it gives places to a more important one whose region is lost, or is served elsewhere.</summary>
/// <param name="Model">Which.</param>
/// <param name="Most">The most replicas that it may have for now; null for no limit.</param>
/// <param name="Least">The fewest that it is to have for now, whatever its demand says; null for no limit.</param>
/// <param name="Reason">Why, for people.</param>
[GenerateSerializer, Immutable, Alias("krewe.ModelCap")]
public sealed record ModelCap(ModelKey Model, int? Most, int? Least = null, string Reason = "");
