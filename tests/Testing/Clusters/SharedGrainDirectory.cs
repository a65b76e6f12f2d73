using Orleans.GrainDirectory;
using Orleans.Runtime;

namespace Krewe.Testing.Clusters;

/// <summary>A grain directory in memory for all silos of a process.</summary>
internal sealed class SharedGrainDirectory(GrainDirectoryTable table) : IGrainDirectory
{
    public Task<GrainAddress?> Register(GrainAddress address) => Register(address, null);

    public Task<GrainAddress?> Register(GrainAddress address, GrainAddress? previousAddress)
    {
        try
        {
            return Task.FromResult<GrainAddress?>(table.Register(address, previousAddress));
        }
        catch (OrleansException exception)
        {
            return Task.FromException<GrainAddress?>(exception);
        }
    }

    public Task Unregister(GrainAddress address)
    {
        table.Unregister(address);
        return Task.CompletedTask;
    }

    public Task<GrainAddress?> Lookup(GrainId grainId) => Task.FromResult(table.Find(grainId));

    public Task UnregisterSilos(List<SiloAddress> siloAddresses) => Task.CompletedTask;
}
