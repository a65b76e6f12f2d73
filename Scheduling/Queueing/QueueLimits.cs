using System.Collections.Immutable;

namespace Krewe.Scheduling.Queueing;

/// <summary>The bounds of one <see cref="TicketQueue{TTicket}"/>.</summary>
public sealed record QueueLimits
{
    /// <summary>Number of ranks, 1 to 64; default 3. Valid ranks are 0 to this minus 1.</summary>
    public int Ranks { get; init; } = 3;

    /// <summary>Most entries that may wait at once, at least 1; default 10,000.</summary>
    public int MaxCount { get; init; } = 10_000;

    /// <summary>Most bytes that may wait at once, at least 1; default 256 MiB.</summary>
    public long MaxBytes { get; init; } = 256L << 20;

    /// <summary>
    /// For each full bound an entry has waited it counts as one rank above its own, up to rank 0. Positive; default 10 s.
    /// <see cref="TimeSpan.MaxValue"/> switches ageing off.
    /// </summary>
    public TimeSpan AgeingBound { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// Weights of tenants, each positive and finite; who is not named has <see cref="DefaultWeight"/>. Inside a rank waiting tenants are
    /// served in proportion to their weights.
    /// </summary>
    public IReadOnlyDictionary<string, double> Weights { get; init; } = ImmutableDictionary<string, double>.Empty;

    /// <summary>The weight of a tenant that is not named; positive and finite, default 1.</summary>
    public double DefaultWeight { get; init; } = 1;

    /// <summary>
    /// So many requests a tenant that has taken less than its share lately gets before its turn when they come close together; not negative
    /// and finite, default 0. Shares then differ by so many requests more.
    /// </summary>
    public double Burst { get; init; }

    internal double WeightOf(string tenant) => Weights.TryGetValue(tenant, out var weight) ? weight : DefaultWeight;

    internal void ThrowIfInvalid()
    {
        foreach (var weight in Weights.Values.Append(DefaultWeight))
        {
            if (!(weight > 0 && double.IsFinite(weight)))
            {
                throw new ArgumentOutOfRangeException(nameof(Weights), weight, "A weight is a positive, finite number.");
            }
        }

        if (!(Burst >= 0 && double.IsFinite(Burst)))
        {
            throw new ArgumentOutOfRangeException(nameof(Burst), Burst, "A burst is a finite number of requests, 0 or more.");
        }

        ArgumentOutOfRangeException.ThrowIfLessThan(Ranks, 1, nameof(Ranks));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Ranks, 64, nameof(Ranks));
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxCount, 1, nameof(MaxCount));
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxBytes, 1, nameof(MaxBytes));
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(AgeingBound, TimeSpan.Zero, nameof(AgeingBound));
    }
}
