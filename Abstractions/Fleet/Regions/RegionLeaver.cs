using System.Collections.Immutable;
using Krewe.Naming;

namespace Krewe.Fleet.Regions;

/// <summary>What becomes of a model when its region is taken out of service.</summary>
/// <param name="Model">The model.</param>
/// <param name="To">The regions that may serve it; empty when it stays.</param>
/// <param name="Reason">Why it stays, or goes.</param>
[GenerateSerializer, Immutable, Alias("krewe.RegionLeaver")]
public sealed record RegionLeaver(ModelKey Model, ImmutableArray<string> To, string Reason);
