using System.Collections.Immutable;
using Krewe.Weights;

namespace Krewe.Grains.Hosts;

/// <summary>What pools want to have on a host ahead, each until it wears off.</summary>
internal sealed class HostWishes
{
    /// <summary>Pools tell again every ten seconds.</summary>
    private static readonly TimeSpan WornOffAfter = TimeSpan.FromSeconds(30);

    private readonly SortedDictionary<string, (ImmutableArray<WeightsWish> Wishes, DateTimeOffset At)> _pools = new(StringComparer.Ordinal);

    /// <summary>All that is wanted.</summary>
    public ImmutableArray<WeightsWish> All => [.. _pools.Values.SelectMany(pool => pool.Wishes)];

    public void Set(string pool, ImmutableArray<WeightsWish> wishes, DateTimeOffset now) => _pools[pool] = (wishes, now);

    /// <summary>Forgets what has worn off; whether there was any of it.</summary>
    public bool Expire(DateTimeOffset now)
    {
        var old = _pools.Where(pool => now - pool.Value.At > WornOffAfter).Select(pool => pool.Key).ToList();
        foreach (var pool in old)
        {
            _pools.Remove(pool);
        }

        return old.Count > 0;
    }
}
