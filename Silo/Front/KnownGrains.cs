using System.Collections.Concurrent;
using Krewe.Models;
using Krewe.Naming;
using Krewe.Replicas;
using Orleans;

namespace Krewe.Silo.Front;

/// <summary>References to the grains that requests go through, made once. Any thread may ask.</summary>
internal sealed class KnownGrains(IGrainFactory grains)
{
    /// <summary>Beyond this many of a kind they are made anew.</summary>
    private const int MaxEntries = 20_000;

    private readonly ConcurrentDictionary<ModelKey, IModelGrain> _models = new();
    private readonly ConcurrentDictionary<ReplicaId, IReplicaGrain> _replicas = new();

    public IModelGrain Model(ModelKey key) =>
        _models.TryGetValue(key, out var known) ? known : Add(_models, key, grains.GetGrain<IModelGrain>(key.ToString()));

    public IReplicaGrain Replica(ReplicaId id) =>
        _replicas.TryGetValue(id, out var known) ? known : Add(_replicas, id, grains.GetGrain<IReplicaGrain>(id.ToString()));

    private static TGrain Add<TKey, TGrain>(ConcurrentDictionary<TKey, TGrain> known, TKey key, TGrain grain)
        where TKey : notnull
    {
        if (known.Count >= MaxEntries)
        {
            known.Clear();
        }

        return known[key] = grain;
    }
}
