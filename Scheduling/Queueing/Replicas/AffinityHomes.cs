namespace Krewe.Scheduling.Queueing.Replicas;

/// <summary>Where requests of each affinity key were executed last: there is what they left behind. The keys that were used last are kept; each step is O(1).</summary>
/// <param name="capacity">How many keys, at least 1.</param>
public sealed class AffinityHomes(int capacity)
{
    private readonly Dictionary<string, LinkedListNode<(string Key, string Replica)>> _homes = new(StringComparer.Ordinal);
    private readonly LinkedList<(string Key, string Replica)> _byUse = new();

    /// <summary>How many keys are known.</summary>
    public int Count => _homes.Count;

    /// <summary>The replica of a key; null when it is not known.</summary>
    /// <param name="key">The key.</param>
    public string? Find(string key) => _homes.TryGetValue(key, out var node) ? node.Value.Replica : null;

    /// <summary>A request of a key goes to a replica.</summary>
    /// <param name="key">The key.</param>
    /// <param name="replica">The replica's id.</param>
    public void Note(string key, string replica)
    {
        if (_homes.TryGetValue(key, out var node))
        {
            node.Value = (key, replica);
            _byUse.Remove(node);
            _byUse.AddFirst(node);
            return;
        }

        if (_homes.Count >= capacity)
        {
            _homes.Remove(_byUse.Last!.Value.Key);
            _byUse.RemoveLast();
        }

        _homes.Add(key, _byUse.AddFirst((key, replica)));
    }

    /// <summary>A replica has lost what requests left behind there: its process is another one, or it is gone.</summary>
    /// <param name="replica">The replica's id.</param>
    public void Forget(string replica)
    {
        for (var node = _byUse.First; node is not null;)
        {
            var next = node.Next;
            if (node.Value.Replica == replica)
            {
                _homes.Remove(node.Value.Key);
                _byUse.Remove(node);
            }

            node = next;
        }
    }
}
