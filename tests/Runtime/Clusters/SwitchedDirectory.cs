using Orleans.GrainDirectory;
using Orleans.Runtime;

namespace Krewe.Runtime.Tests.Clusters;

/// <summary>A directory that can be away.</summary>
internal sealed class SwitchedDirectory(IGrainDirectory real, Func<bool> isAway) : IGrainDirectory
{
    public Task<GrainAddress?> Register(GrainAddress address) => Guard(() => real.Register(address));

    public Task<GrainAddress?> Register(GrainAddress address, GrainAddress? previousAddress) => Guard(() => real.Register(address, previousAddress));

    public Task Unregister(GrainAddress address) => real.Unregister(address);

    public Task<GrainAddress?> Lookup(GrainId grainId) => Guard(() => real.Lookup(grainId));

    public Task UnregisterSilos(List<SiloAddress> siloAddresses) => real.UnregisterSilos(siloAddresses);

    private Task<GrainAddress?> Guard(Func<Task<GrainAddress?>> operation) =>
        isAway() ? Task.FromException<GrainAddress?>(new InvalidOperationException("The directory is away.")) : operation();
}
