using System.Collections.Concurrent;
using System.Threading.Channels;
using Krewe.Naming;

namespace Krewe.Grains.Scaling;

/// <summary>The queues of this silo whose models' number of replicas follows demand. Model grains write, the silo's round reads; thread-safe.</summary>
public sealed class ScaledModels
{
    private readonly ConcurrentDictionary<ModelKey, byte> _models = new();

    // At most one word: that somebody waits and no slot is free.
    private readonly Channel<bool> _urgent = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    /// <summary>Them, in a fixed order.</summary>
    public IReadOnlyList<ModelKey> Open => [.. _models.Keys.OrderBy(key => key.ToString(), StringComparer.Ordinal)];

    /// <summary>A word for each time that the next round should not be waited for.</summary>
    public ChannelReader<bool> Urgent => _urgent.Reader;

    /// <summary>A queue is here.</summary>
    /// <param name="model">Whose.</param>
    public void Add(ModelKey model) => _models[model] = 0;

    /// <summary>A queue is not here any more, or does not follow demand.</summary>
    /// <param name="model">Whose.</param>
    public void Remove(ModelKey model) => _models.TryRemove(model, out _);

    /// <summary>Somebody waits, and no slot is free.</summary>
    public void Urge() => _urgent.Writer.TryWrite(true);
}
