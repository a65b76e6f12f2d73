using Krewe.Errors;
using Krewe.Scheduling.Weights;
using Krewe.Silo.Backends.Weights.Fetching;
using Krewe.Weights;

namespace Krewe.Silo.Backends.Weights;

/// <summary>What the cache knows of a file. All of it under the cache's lock.</summary>
internal sealed class WeightsEntry(string digest)
{
    /// <summary>What fetching is taken to bring in a second, where it has not been measured.</summary>
    private const double AssumedRate = 100 << 20;

    /// <summary>How long a failure is told of.</summary>
    private static readonly TimeSpan ToldFor = TimeSpan.FromMinutes(10);

    public string Digest => digest;

    /// <summary>Whether all of it is there, and was what it should be when it was looked at last.</summary>
    public bool IsHeld { get; set; }

    /// <summary>Bytes that are on the disk of it; while it is on its way the fetch knows better.</summary>
    public long Bytes { get; set; }

    /// <summary>Who is bringing it; null when nobody is.</summary>
    public FetchUnderWay? Fetch { get; set; }

    /// <summary>Replicas that use it or wait for it: then it stays.</summary>
    public int Users { get; set; }

    public double Uses { get; set; }

    public DateTimeOffset? UsedAt { get; set; }

    /// <summary>When it was there; for a part when it was seen first.</summary>
    public DateTimeOffset Since { get; set; }

    public double FetchSeconds { get; set; }

    /// <summary>Uses in the next hour that pools told of.</summary>
    public double ExpectedUses { get; set; }

    /// <summary>Why it could not be had last; null when it could.</summary>
    public Problem? Problem { get; set; }

    /// <summary>The source that is not asked again before <see cref="RefusedUntil"/>.</summary>
    public string? RefusedSource { get; set; }

    public DateTimeOffset RefusedUntil { get; set; }

    /// <summary>Whether nothing is there of it, nobody wants it, and what was wrong with it is long ago.</summary>
    public bool IsForgotten(DateTimeOffset now) =>
        !IsHeld && Bytes == 0 && Fetch is null && Users == 0 && (Problem is null || now - Since > ToldFor);

    /// <summary>Bytes that count against the cache's limit.</summary>
    public long TakenBytes => Fetch is { } fetch ? Math.Max(fetch.Reserved, fetch.Have) : Bytes;

    public void Use(DateTimeOffset now)
    {
        Uses = WeightsValue.Fade(Uses, UsedAt ?? now, now) + 1;
        UsedAt = now;
    }

    public CachedWeights ForEviction() => new(
        digest, Bytes, Uses, UsedAt ?? Since, FetchSeconds > 0 ? FetchSeconds : Bytes / AssumedRate, ExpectedUses, Users > 0 || Fetch is not null || !IsHeld);

    /// <summary>The worth of what a fetch brings.</summary>
    public static double ValueOf(long bytes, double expectedUses, DateTimeOffset now) =>
        WeightsValue.Of(new CachedWeights("", bytes, 0, now, bytes / AssumedRate, expectedUses), now);

    public HeldWeights View() => new()
    {
        Digest = digest,
        State = Fetch is not null ? WeightsState.Fetching : IsHeld ? WeightsState.Held : Problem is not null ? WeightsState.Failed : WeightsState.Partial,
        Bytes = Fetch is { } fetch ? fetch.Total : IsHeld ? Bytes : null,
        HaveBytes = Fetch?.Have ?? Bytes,
        Users = Users,
        UsedAt = UsedAt,
        Urgency = Fetch?.Urgency,
        Problem = Fetch is null ? Problem : Fetch.Problem,
    };
}
