namespace Krewe.Bench.RegionLoss;

/// <summary>What became of one request.</summary>
/// <param name="Began">When it was sent, by the stopwatch.</param>
/// <param name="Milliseconds">Until the answer.</param>
/// <param name="Status">The HTTP status; 0 when its front died.</param>
/// <param name="AtHome">Whether it was sent to a front of the region that is lost.</param>
internal sealed record ClassAnswer(long Began, double Milliseconds, int Status, bool AtHome);
