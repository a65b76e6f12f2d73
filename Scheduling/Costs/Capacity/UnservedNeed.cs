using System.Collections.Immutable;

namespace Krewe.Scheduling.Costs.Capacity;

/// <summary>Replicas that have no room and for which nothing can be bought.</summary>
/// <param name="Model">The model.</param>
/// <param name="Replicas">How many.</param>
/// <param name="Reasons">For each kind of machine why not.</param>
public sealed record UnservedNeed(string Model, int Replicas, ImmutableArray<string> Reasons);
