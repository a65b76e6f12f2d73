using System.Collections.Concurrent;
using Krewe.Naming;

namespace Krewe.Grains.Models;

/// <summary>The models whose queue is on this silo, for whoever watches the silo. Model grains write, anybody reads; thread-safe.</summary>
public sealed class ActiveModels
{
    private readonly ConcurrentDictionary<ModelKey, byte> _keys = new();

    /// <summary>Them, in no order.</summary>
    public ICollection<ModelKey> Keys => _keys.Keys;

    /// <summary>A queue began here.</summary>
    /// <param name="model">Whose.</param>
    public void Add(ModelKey model) => _keys[model] = 0;

    /// <summary>A queue ended here, or is elsewhere.</summary>
    /// <param name="model">Whose.</param>
    public void Remove(ModelKey model) => _keys.TryRemove(model, out _);
}
