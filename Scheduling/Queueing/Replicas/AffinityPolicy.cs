namespace Krewe.Scheduling.Queueing.Replicas;

/// <summary>
/// Which of several replicas a key prefers, so that what it has cached there is found again: the highest hash of key and replica (Thaler,
/// Ravishankar: rendezvous hashing, 1998). When a replica comes or goes only the keys that preferred it move.
/// </summary>
public static class AffinityPolicy
{
    /// <summary>How well a replica suits a key; only comparisons mean anything. The same in every process.</summary>
    /// <param name="key">The affinity key.</param>
    /// <param name="replica">The replica's id.</param>
    /// <returns>Higher is better.</returns>
    public static ulong Score(ReadOnlySpan<char> key, ReadOnlySpan<char> replica)
    {
        const ulong Offset = 14_695_981_039_346_656_037, Prime = 1_099_511_628_211;
        var hash = Offset;
        foreach (var character in key)
        {
            hash = (hash ^ character) * Prime;
        }

        hash = (hash ^ 0xFFFF) * Prime;
        foreach (var character in replica)
        {
            hash = (hash ^ character) * Prime;
        }

        // The last characters reach only the low bits: mixed, so that ids that differ there do not come in the same order for all keys.
        hash = (hash ^ (hash >> 33)) * 0xFF51AFD7ED558CCD;
        hash = (hash ^ (hash >> 33)) * 0xC4CEB9FE1A85EC53;
        return hash ^ (hash >> 33);
    }
}
