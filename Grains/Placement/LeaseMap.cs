using System.Collections.Immutable;

namespace Krewe.Grains.Placement;

/// <summary>
/// Which host granted each replica its lease: a silo's copy, pushed by the pools. It is a hint, as all of placement is; the replica itself
/// compares its lease's host with where it is. Thread-safe: readers take the newest table, writers follow each other.
/// </summary>
public sealed class LeaseMap
{
    private readonly Lock _gate = new();
    private volatile ImmutableDictionary<string, Place> _places = ImmutableDictionary<string, Place>.Empty; // written under _gate

    /// <summary>The host of a replica's lease; null when none is known.</summary>
    /// <param name="replica">The replica's key.</param>
    public string? HostOf(string replica) => _places.TryGetValue(replica, out var place) ? place.Lease.Host : null;

    /// <summary>Takes over all leases of a pool. What comes late takes nothing away from what is newer.</summary>
    /// <param name="table">The pool's word.</param>
    public void Take(LeaseTable table)
    {
        ArgumentNullException.ThrowIfNull(table);
        lock (_gate)
        {
            var places = _places.ToBuilder();
            var named = table.Leases.Select(lease => lease.Replica.ToString()).ToHashSet(StringComparer.Ordinal);
            foreach (var (replica, place) in _places)
            {
                if (place.Pool == table.Pool && place.Lease.Epoch <= table.LastEpoch && !named.Contains(replica))
                {
                    places.Remove(replica);
                }
            }

            foreach (var lease in table.Leases)
            {
                if (!places.TryGetValue(lease.Replica.ToString(), out var known) || known.Lease.Epoch <= lease.Epoch)
                {
                    places[lease.Replica.ToString()] = new Place(table.Pool, lease);
                }
            }

            _places = places.ToImmutable();
        }
    }

    /// <summary>Takes note of one lease.</summary>
    /// <param name="pool">Whose replica it is.</param>
    /// <param name="lease">The lease.</param>
    public void Take(string pool, LeasePlace lease) => Take(new LeaseTable { Pool = pool, LastEpoch = -1, Leases = [lease] });

    private sealed record Place(string Pool, LeasePlace Lease);
}
