using Krewe.Testing.Clusters;
using Orleans.GrainDirectory;
using Orleans.Runtime;

namespace Krewe.Testing.Simulation;

/// <summary>One silo's way to the grain directory.</summary>
internal sealed class SimulatedGrainDirectory(GrainDirectoryTable table, SimulatedDatabase database, SimulatedMember silo) : IGrainDirectory
{
    public Task<GrainAddress?> Register(GrainAddress address) => Register(address, null);

    public Task<GrainAddress?> Register(GrainAddress address, GrainAddress? previousAddress) =>
        Perform($"register {address}", () => (GrainAddress?)table.Register(address, previousAddress));

    public Task Unregister(GrainAddress address) => Perform($"unregister {address}", () =>
    {
        table.Unregister(address);
        return true;
    });

    public Task<GrainAddress?> Lookup(GrainId grainId) => Perform($"look up {grainId}", () => table.Find(grainId));

    public Task UnregisterSilos(List<SiloAddress> siloAddresses) => Task.CompletedTask;

    private Task<T> Perform<T>(string what, Func<T> effect) => database.PerformAsync(silo, SimulatedTables.Directory, what, effect);
}
