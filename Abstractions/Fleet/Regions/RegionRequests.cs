using Krewe.Naming;

namespace Krewe.Fleet.Regions;

/// <summary>Requests that came to a front.</summary>
/// <param name="Model">The model, in its own region.</param>
/// <param name="Count">How many since the front told last.</param>
[GenerateSerializer, Immutable, Alias("krewe.RegionRequests")]
public sealed record RegionRequests(ModelKey Model, long Count);
