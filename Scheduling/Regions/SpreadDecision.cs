using System.Collections.Immutable;

namespace Krewe.Scheduling.Regions;

/// <summary>How models are spread over regions.</summary>
/// <param name="Copies">By model and region, how many replicas its copy is to have. What is missing is to have no copy.</param>
/// <param name="Missing">By model, how many replicas find no place in any region; models that lack none are missing.</param>
/// <param name="Caps">By model, the most replicas that it may have at home for now; models without limit are missing.</param>
public sealed record SpreadDecision(
    ImmutableSortedDictionary<string, ImmutableSortedDictionary<string, int>> Copies,
    ImmutableSortedDictionary<string, int> Missing,
    ImmutableSortedDictionary<string, int> Caps);
