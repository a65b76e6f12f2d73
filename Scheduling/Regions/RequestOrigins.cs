namespace Krewe.Scheduling.Regions;

/// <summary>
/// Through the fronts of which regions a model's requests came lately. A request counts less as it ages, by half in three and a half minutes. Used by one thread.
/// </summary>
public sealed class RequestOrigins
{
    /// <summary>From this share of the requests on it is most of them.</summary>
    public const double Most = 0.6;

    /// <summary>Fewer say nothing.</summary>
    private const double Least = 100;

    private static readonly TimeSpan Ageing = TimeSpan.FromMinutes(5);
    private readonly SortedDictionary<string, double> _weights = new(StringComparer.Ordinal);
    private DateTimeOffset _at;

    /// <summary>Counts requests.</summary>
    /// <param name="region">The region of the front that took them.</param>
    /// <param name="count">How many, at least 0.</param>
    /// <param name="now">The time.</param>
    public void Add(string region, long count, DateTimeOffset now)
    {
        Age(now);
        _weights[region] = _weights.GetValueOrDefault(region) + count;
    }

    /// <summary>The region that most requests came from; null when there were few, or none has most.</summary>
    /// <param name="now">The time.</param>
    public string? Main(DateTimeOffset now)
    {
        Age(now);
        var total = _weights.Values.Sum();
        return total < Least ? null : _weights.FirstOrDefault(pair => pair.Value >= Most * total).Key;
    }

    private void Age(DateTimeOffset now)
    {
        if (now > _at && _weights.Count > 0)
        {
            var left = Math.Exp(-((now - _at) / Ageing));
            foreach (var region in _weights.Keys.ToList())
            {
                _weights[region] *= left;
            }
        }

        _at = now > _at ? now : _at;
    }
}
