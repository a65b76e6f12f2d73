namespace Krewe.Scheduling.Queueing.Admission;

/// <summary>
/// How many different keys of each owner wait, so that nobody takes a larger share by making keys up. Not safe for concurrent use.
/// </summary>
/// <param name="most">The most for one owner, at least 1.</param>
public sealed class KeyLimits(int most)
{
    private readonly Dictionary<(string Owner, string Key), int> _waiting = [];
    private readonly Dictionary<string, int> _keys = new(StringComparer.Ordinal);

    /// <summary>The most for one owner.</summary>
    public int Most { get; } = most >= 1 ? most : throw new ArgumentOutOfRangeException(nameof(most), most, "At least one key may wait.");

    /// <summary>Whether a request with that key may wait.</summary>
    /// <param name="owner">Who brings it.</param>
    /// <param name="key">Its key.</param>
    public bool Allows(string owner, string key) => _waiting.ContainsKey((owner, key)) || _keys.GetValueOrDefault(owner) < Most;

    /// <summary>A request waits.</summary>
    /// <param name="owner">Who brought it.</param>
    /// <param name="key">Its key.</param>
    public void Add(string owner, string key)
    {
        var before = _waiting.GetValueOrDefault((owner, key));
        _waiting[(owner, key)] = before + 1;
        if (before == 0)
        {
            _keys[owner] = _keys.GetValueOrDefault(owner) + 1;
        }
    }

    /// <summary>A request that waited does so no longer.</summary>
    /// <param name="owner">Who brought it.</param>
    /// <param name="key">Its key.</param>
    public void Remove(string owner, string key)
    {
        var before = _waiting.GetValueOrDefault((owner, key));
        if (before > 1)
        {
            _waiting[(owner, key)] = before - 1;
        }
        else if (_waiting.Remove((owner, key)) && (_keys[owner] -= 1) == 0)
        {
            _keys.Remove(owner);
        }
    }
}
