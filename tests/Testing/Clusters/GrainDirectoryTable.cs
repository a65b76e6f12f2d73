using Orleans.Runtime;

namespace Krewe.Testing.Clusters;

/// <summary>
/// The rows of a grain directory in memory, with the rules of the one in PostgreSQL: a registration counts only while its owner is active, by
/// the membership table and not by anybody's view of it; it replaces nothing, a row of a silo that is dead or unknown, or the row that the
/// caller names.
/// </summary>
/// <param name="statusOf">What the membership table says of a silo.</param>
internal sealed class GrainDirectoryTable(Func<SiloAddress, SiloStatus> statusOf)
{
    private readonly Dictionary<GrainId, GrainAddress> _rows = []; // under _gate
    private readonly Lock _gate = new();

    /// <summary>Told of each registration that passed and of the row before it, within the lock.</summary>
    public Action<GrainAddress, GrainAddress?> Passed { get; set; } = static (_, _) => { };

    /// <summary>Whether registrations look at what is there; a directory that does not is broken on purpose.</summary>
    public bool Compares { get; set; } = true;

    /// <summary>Enters a row, or says who is there.</summary>
    public GrainAddress Register(GrainAddress address, GrainAddress? previous)
    {
        lock (_gate)
        {
            GrainAddress? current = _rows.GetValueOrDefault(address.GrainId);
            if (Compares)
            {
                if (current is not null && !current.Matches(address) && !current.Matches(previous) && !IsVoid(current))
                {
                    return current;
                }

                if (statusOf(address.SiloAddress!) != SiloStatus.Active)
                {
                    return current is not null && !IsVoid(current)
                        ? current
                        : throw new OrleansException($"KRW6008: {address} cannot be registered: its silo is not active.");
                }
            }

            _rows[address.GrainId] = address;
            Passed(address, current);
            return address;
        }
    }

    /// <summary>Removes that row.</summary>
    public void Unregister(GrainAddress address)
    {
        lock (_gate)
        {
            if (_rows.GetValueOrDefault(address.GrainId) is { } current && current.Matches(address))
            {
                _rows.Remove(address.GrainId);
            }
        }
    }

    /// <summary>The row of a silo that lives, or null.</summary>
    public GrainAddress? Find(GrainId grainId) => Row(grainId) is { } row && !IsVoid(row) ? row : null;

    /// <summary>The row, whoever it names, or null.</summary>
    public GrainAddress? Row(GrainId grainId)
    {
        lock (_gate)
        {
            return _rows.GetValueOrDefault(grainId);
        }
    }

    private bool IsVoid(GrainAddress row) => statusOf(row.SiloAddress!) is SiloStatus.Dead or SiloStatus.None;
}
