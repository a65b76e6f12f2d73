using System.Collections.Immutable;

namespace Krewe.Specs;

/// <summary>How many requests a second are let in; what is more is refused. See docs/quotas.md.</summary>
[GenerateSerializer, Immutable, Alias("krewe.QuotaSpec")]
public sealed record QuotaSpec
{
    /// <summary>Thousandths of a request a second, of the whole tenant; 1 to 1,000,000,000, null for no limit.</summary>
    [Id(0)]
    public int? RequestThousandths { get; init; }

    /// <summary>Thousandths of a request a second, of each fairness key that is not named; 1 to 1,000,000,000, null for no limit.</summary>
    [Id(1)]
    public int? PerKeyThousandths { get; init; }

    /// <summary>Thousandths of a request a second, of those that are named; each 1 to 1,000,000,000.</summary>
    [Id(2)]
    public ImmutableDictionary<string, int> KeyThousandths { get; init; } = ImmutableDictionary<string, int>.Empty;

    /// <summary>What comes in so long a time may come at once after a pause, at least one request; 500 ms to 1 h, default 1 s.</summary>
    [Id(3)]
    public TimeSpan Burst { get; init; } = SpecDefaults.QuotaBurst;

    /// <inheritdoc/>
    public bool Equals(QuotaSpec? other) =>
        other is not null && RequestThousandths == other.RequestThousandths && PerKeyThousandths == other.PerKeyThousandths && Burst == other.Burst
        && KeyThousandths.Count == other.KeyThousandths.Count
        && KeyThousandths.All(pair => other.KeyThousandths.TryGetValue(pair.Key, out var rate) && rate == pair.Value);

    /// <inheritdoc/>
    public override int GetHashCode() => (RequestThousandths, PerKeyThousandths, Burst, KeyThousandths.Count).GetHashCode();
}
