using Krewe.Runtime.Activations;
using Orleans;
using Orleans.Concurrency;
using Orleans.GrainDirectory;
using Orleans.Runtime;

namespace Krewe.Runtime.Management;

/// <summary>Questions about the cluster and orders to it, answered by the silo that is asked; there is one silo.</summary>
[GrainType("sys.management"), StatelessWorker, Reentrant]
internal sealed class ManagementGrain(
    Catalog catalog, ActivationCollector collector, IClusterMembershipService membership, IGrainDirectory directory, ILocalSiloDetails silo) : Grain, IManagementGrain
{
    public Task<Dictionary<SiloAddress, SiloStatus>> GetHosts(bool onlyActive = false) => Task.FromResult(
        membership.CurrentSnapshot.Members.Values
            .Where(member => !onlyActive || member.Status == SiloStatus.Active)
            .OrderBy(member => member.SiloAddress)
            .ToDictionary(member => member.SiloAddress, member => member.Status));

    public Task<DetailedGrainStatistic[]> GetDetailedGrainStatistics(string[]? types = null, SiloAddress[]? hostsIds = null)
    {
        var here = hostsIds is null || hostsIds.Contains(silo.SiloAddress);
        return Task.FromResult<DetailedGrainStatistic[]>(here
            ? [.. catalog.Activations
                .Where(activation => types is null || types.Contains(activation.GrainId.Type.ToString()))
                .Select(activation => new DetailedGrainStatistic
                {
                    GrainId = activation.GrainId,
                    GrainType = activation.GrainId.Type.ToString(),
                    SiloAddress = silo.SiloAddress,
                })]
            : []);
    }

    public Task<SimpleGrainStatistic[]> GetSimpleGrainStatistics() => Task.FromResult<SimpleGrainStatistic[]>(
        [.. catalog.Activations
            .GroupBy(activation => activation.GrainId.Type)
            .Select(group => new SimpleGrainStatistic
            {
                GrainType = group.Key.ToString(),
                SiloAddress = silo.SiloAddress,
                ActivationCount = group.Count(),
            })]);

    public Task<int> GetTotalActivationCount() => Task.FromResult(catalog.Activations.Count);

    public async ValueTask<SiloAddress?> GetActivationAddress(IAddressable reference) =>
        (await directory.Lookup(reference.GetGrainId()))?.SiloAddress;

    public ValueTask<List<GrainId>> GetActiveGrains(GrainType type) => new(
        [.. catalog.Activations.Select(activation => activation.GrainId).Where(id => id.Type == type).Distinct()]);

    public Task ForceActivationCollection(TimeSpan ageLimit) =>
        Task.WhenAll(collector.Collect(ageLimit).Where(activation => !ReferenceEquals(activation, GrainContext)).Select(activation => activation.Deactivated));
}
