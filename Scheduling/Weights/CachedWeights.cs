namespace Krewe.Scheduling.Weights;

/// <summary>A file of a host's cache, when it is to be decided what goes.</summary>
/// <param name="Digest">Which file.</param>
/// <param name="Bytes">Its length, at least 0.</param>
/// <param name="Uses">Its uses so far, faded as of <paramref name="UsedAt"/>.</param>
/// <param name="UsedAt">When it was used last, or fetched.</param>
/// <param name="RefetchSeconds">How long fetching it again would take.</param>
/// <param name="ExpectedUses">Uses in the next hour that somebody told of, at least 0.</param>
/// <param name="InUse">Whether something uses it or waits for it: then it stays.</param>
public sealed record CachedWeights(
    string Digest, long Bytes, double Uses, DateTimeOffset UsedAt, double RefetchSeconds, double ExpectedUses = 0, bool InUse = false);
