namespace Krewe.Grains.Fleet.Regions;

/// <summary>What a model's way from its region and back is decided from.</summary>
/// <param name="Lost">Whether its region is lost.</param>
/// <param name="Home">What its region said last; null when it said nothing.</param>
/// <param name="Elsewhere">Replicas in other regions that take requests; null when a region that has some did not answer.</param>
/// <param name="Missing">Replicas that found no place in another region.</param>
/// <param name="Now">The time.</param>
internal readonly record struct RampView(bool Lost, HomeView? Home, int? Elsewhere, int Missing, DateTimeOffset Now);
