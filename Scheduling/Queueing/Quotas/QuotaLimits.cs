using System.Collections.Immutable;

namespace Krewe.Scheduling.Queueing.Quotas;

/// <summary>What a model's requests may be, by key.</summary>
public sealed record QuotaLimits
{
    /// <summary>The key of all requests together; a fairness key is never empty.</summary>
    public const string Everybody = "";

    /// <summary>Nothing is limited.</summary>
    public static readonly QuotaLimits None = new();

    /// <summary>Of all together; null for no limit.</summary>
    public QuotaLimit? All { get; init; }

    /// <summary>Of each key that is not named; null for no limit.</summary>
    public QuotaLimit? PerKey { get; init; }

    /// <summary>Of those that are named.</summary>
    public ImmutableDictionary<string, QuotaLimit> Keys { get; init; } = ImmutableDictionary<string, QuotaLimit>.Empty;

    /// <summary>The limit of a key; null when it has none.</summary>
    /// <param name="key">A fairness key, or <see cref="Everybody"/>.</param>
    public QuotaLimit? Of(string key) => key.Length == 0 ? All : Keys.TryGetValue(key, out var limit) ? limit : PerKey;
}
