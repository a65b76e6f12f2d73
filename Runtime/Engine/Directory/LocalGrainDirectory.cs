using System.Collections.Concurrent;
using Orleans.GrainDirectory;
using Orleans.Runtime;

namespace Krewe.Runtime.Directory;

/// <summary>The directory of one silo, in its memory.</summary>
internal sealed class LocalGrainDirectory : IGrainDirectory
{
    private readonly ConcurrentDictionary<GrainId, GrainAddress> _addresses = new();

    public Task<GrainAddress?> Register(GrainAddress address) => Register(address, null);

    public Task<GrainAddress?> Register(GrainAddress address, GrainAddress? previousAddress)
    {
        var winner = _addresses.AddOrUpdate(
            address.GrainId,
            static (_, change) => change.address,
            static (_, current, change) => current.Matches(change.previousAddress) ? change.address : current,
            (address, previousAddress));
        return Task.FromResult<GrainAddress?>(winner);
    }

    public Task Unregister(GrainAddress address)
    {
        if (_addresses.TryGetValue(address.GrainId, out var current) && current.Matches(address))
        {
            _addresses.TryRemove(new KeyValuePair<GrainId, GrainAddress>(address.GrainId, current));
        }

        return Task.CompletedTask;
    }

    public Task<GrainAddress?> Lookup(GrainId grainId) => Task.FromResult(_addresses.GetValueOrDefault(grainId));

    public Task UnregisterSilos(List<SiloAddress> siloAddresses)
    {
        foreach (var (_, address) in _addresses)
        {
            if (address.SiloAddress is { } silo && siloAddresses.Contains(silo))
            {
                Unregister(address);
            }
        }

        return Task.CompletedTask;
    }
}
