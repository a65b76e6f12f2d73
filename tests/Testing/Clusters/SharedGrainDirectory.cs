using Orleans.GrainDirectory;
using Orleans.Runtime;

namespace Krewe.Testing.Clusters;

/// <summary>
/// A grain directory in memory for all silos, with the rules of the real one: a registration counts only while its owner serves, by the table
/// and not by anybody's view of it; it replaces nothing, a row of a dead silo, or the row that the caller names.
/// </summary>
internal sealed class SharedGrainDirectory(SharedMembership membership) : IGrainDirectory
{
    private readonly Dictionary<GrainId, GrainAddress> _rows = []; // under _gate
    private readonly Lock _gate = new();

    /// <summary>Waited for before each operation: stalls and failures.</summary>
    public Func<string, GrainId, Task> Before { get; set; } = static (_, _) => Task.CompletedTask;

    /// <summary>Told of each registration that passed, within the lock.</summary>
    public Action<GrainAddress, GrainAddress?> Passed { get; set; } = static (_, _) => { };

    public Task<GrainAddress?> Register(GrainAddress address) => Register(address, null);

    public async Task<GrainAddress?> Register(GrainAddress address, GrainAddress? previousAddress)
    {
        await Before("register", address.GrainId);
        lock (_gate)
        {
            if (StatusOf(address) is not (SiloStatus.Active or SiloStatus.Joining or SiloStatus.ShuttingDown))
            {
                throw new OrleansException($"{address} cannot be registered: its silo is not part of the cluster.");
            }

            GrainAddress? current = _rows.GetValueOrDefault(address.GrainId);
            if (current is not null && !current.Matches(previousAddress) && StatusOf(current) != SiloStatus.Dead)
            {
                return current;
            }

            _rows[address.GrainId] = address;
            Passed(address, current);
            return address;
        }
    }

    public async Task Unregister(GrainAddress address)
    {
        await Before("unregister", address.GrainId);
        lock (_gate)
        {
            if (_rows.GetValueOrDefault(address.GrainId) is { } current && current.Matches(address))
            {
                _rows.Remove(address.GrainId);
            }
        }
    }

    public async Task<GrainAddress?> Lookup(GrainId grainId)
    {
        await Before("look-up", grainId);
        return Row(grainId);
    }

    public Task UnregisterSilos(List<SiloAddress> siloAddresses) => Task.CompletedTask;

    /// <summary>The row now.</summary>
    public GrainAddress? Row(GrainId grainId)
    {
        lock (_gate)
        {
            return _rows.GetValueOrDefault(grainId);
        }
    }

    private SiloStatus StatusOf(GrainAddress address) => membership.Table.GetSiloStatus(address.SiloAddress!);
}
