namespace Krewe.Scheduling.Regions;

/// <summary>Where a model is to be served.</summary>
/// <param name="Wish">In another region; null for its own.</param>
/// <param name="Thought">What may be decided later; to be given back the next time.</param>
public sealed record RegionMove(RegionWish? Wish, RegionThought? Thought);
