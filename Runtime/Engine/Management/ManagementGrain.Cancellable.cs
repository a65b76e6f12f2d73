using Orleans;
using Orleans.Runtime;

namespace Krewe.Runtime.Management;

/// <content>The same with a token: the caller stops waiting by it; what a silo was asked it does.</content>
internal sealed partial class ManagementGrain
{
    public Task<Dictionary<SiloAddress, SiloStatus>> GetHosts(bool onlyActive, CancellationToken cancellationToken) => GetHosts(onlyActive);

    public Task<MembershipEntry[]> GetDetailedHosts(bool onlyActive, CancellationToken cancellationToken) => GetDetailedHosts(onlyActive);

    public Task<SiloRuntimeStatistics[]> GetRuntimeStatistics(SiloAddress[] hostsIds, CancellationToken cancellationToken) => GetRuntimeStatistics(hostsIds);

    public Task<SimpleGrainStatistic[]> GetSimpleGrainStatistics(CancellationToken cancellationToken) => GetSimpleGrainStatistics();

    public Task<SimpleGrainStatistic[]> GetSimpleGrainStatistics(SiloAddress[] hostsIds, CancellationToken cancellationToken) => GetSimpleGrainStatistics(hostsIds);

    public Task<DetailedGrainStatistic[]> GetDetailedGrainStatistics(string[]? types, SiloAddress[]? hostsIds, CancellationToken cancellationToken) => GetDetailedGrainStatistics(types, hostsIds);

    public Task<int> GetTotalActivationCount(CancellationToken cancellationToken) => GetTotalActivationCount();

    public Task<int> GetGrainActivationCount(GrainReference grainReference, CancellationToken cancellationToken) => GetGrainActivationCount(grainReference);

    public ValueTask<SiloAddress?> GetActivationAddress(IAddressable reference, CancellationToken cancellationToken) => GetActivationAddress(reference);

    public ValueTask<List<GrainId>> GetActiveGrains(GrainType type, CancellationToken cancellationToken) => GetActiveGrains(type);

    public Task ForceActivationCollection(TimeSpan ageLimit, CancellationToken cancellationToken) => ForceActivationCollection(ageLimit);

    public Task ForceActivationCollection(SiloAddress[] hostsIds, TimeSpan ageLimit, CancellationToken cancellationToken) => ForceActivationCollection(hostsIds, ageLimit);

    public Task ForceGarbageCollection(SiloAddress[] hostsIds, CancellationToken cancellationToken) => ForceGarbageCollection(hostsIds);

    public Task ForceRuntimeStatisticsCollection(SiloAddress[] hostsIds, CancellationToken cancellationToken) => ForceRuntimeStatisticsCollection(hostsIds);
}
