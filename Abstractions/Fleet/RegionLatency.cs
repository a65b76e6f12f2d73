namespace Krewe.Fleet;

/// <summary>A measured round trip between two regions.</summary>
/// <param name="From">The region that asked.</param>
/// <param name="To">The region that answered.</param>
/// <param name="Milliseconds">The shortest of the last round trips, in milliseconds.</param>
[GenerateSerializer, Immutable, Alias("krewe.RegionLatency")]
public sealed record RegionLatency(string From, string To, double Milliseconds);
