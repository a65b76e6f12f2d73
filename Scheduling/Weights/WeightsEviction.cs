using System.Collections.Immutable;

namespace Krewe.Scheduling.Weights;

/// <summary>Decides which files go so that another has room.</summary>
public static class WeightsEviction
{
    /// <summary>The files to drop, or null where there is not room enough whatever goes: then nothing needs to.</summary>
    /// <param name="cached">What is there.</param>
    /// <param name="bytes">Bytes that are lacking; nothing goes when it is 0 or less.</param>
    /// <param name="now">Now.</param>
    /// <param name="below">Only what is worth less than this goes.</param>
    public static ImmutableArray<string>? Choose(IEnumerable<CachedWeights> cached, long bytes, DateTimeOffset now, double below = double.PositiveInfinity)
    {
        ArgumentNullException.ThrowIfNull(cached);
        if (bytes <= 0)
        {
            return [];
        }

        var candidates = cached.Where(weights => !weights.InUse)
            .Select(weights => (Weights: weights, Value: WeightsValue.Of(weights, now)))
            .Where(candidate => candidate.Value < below)
            .OrderBy(candidate => candidate.Value).ThenBy(candidate => candidate.Weights.UsedAt).ThenBy(candidate => candidate.Weights.Digest, StringComparer.Ordinal)
            .Select(candidate => candidate.Weights);
        var (chosen, freed) = (new List<CachedWeights>(), 0L);
        foreach (var candidate in candidates)
        {
            if (freed >= bytes)
            {
                break;
            }

            chosen.Add(candidate);
            freed += candidate.Bytes;
        }

        if (freed < bytes)
        {
            return null;
        }

        // A large one that came late may make earlier small ones needless: the most worthy are spared first.
        foreach (var spared in chosen.AsEnumerable().Reverse().ToList())
        {
            if (freed - spared.Bytes >= bytes)
            {
                chosen.Remove(spared);
                freed -= spared.Bytes;
            }
        }

        return [.. chosen.Select(weights => weights.Digest)];
    }
}
