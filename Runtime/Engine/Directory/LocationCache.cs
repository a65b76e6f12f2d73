using System.Collections.Concurrent;
using Orleans.Runtime;

namespace Krewe.Runtime.Directory;

/// <summary>
/// On which silo grains were last seen. Entries are hints: who reads one looks whether that silo still serves. Bounded by two generations:
/// when the younger one is full it becomes the older one, and what nobody asked for since is forgotten.
/// </summary>
internal sealed class LocationCache(int capacity)
{
    private readonly Lock _gate = new();
    private ConcurrentDictionary<GrainId, SiloAddress> _young = new(); // replaced under _gate
    private ConcurrentDictionary<GrainId, SiloAddress> _old = new(); // replaced under _gate
    private int _inserted; // under _gate

    public SiloAddress? Find(GrainId grainId)
    {
        if (_young.TryGetValue(grainId, out var silo))
        {
            return silo;
        }

        if (!_old.TryGetValue(grainId, out silo))
        {
            return null;
        }

        Set(grainId, silo);
        return silo;
    }

    public void Set(GrainId grainId, SiloAddress silo)
    {
        if (_young.TryGetValue(grainId, out var known))
        {
            if (known != silo)
            {
                _young[grainId] = silo;
            }

            return;
        }

        lock (_gate)
        {
            if (++_inserted > capacity / 2)
            {
                (_old, _young, _inserted) = (_young, new ConcurrentDictionary<GrainId, SiloAddress>(), 1);
            }

            _young[grainId] = silo;
        }
    }

    /// <summary>Forgets that the grain is on that silo, if that is what is known.</summary>
    public void Remove(GrainId grainId, SiloAddress silo)
    {
        var entry = new KeyValuePair<GrainId, SiloAddress>(grainId, silo);
        _young.TryRemove(entry);
        _old.TryRemove(entry);
    }
}
