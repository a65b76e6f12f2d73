using Krewe.Runtime.Placement;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Orleans;
using Orleans.Concurrency;
using Orleans.GrainDirectory;
using Orleans.Runtime;

namespace Krewe.Runtime.Management;

/// <summary>
/// Questions about the cluster and orders to it. Each silo answers for itself (<see cref="ISiloControl"/>). Where no silos are named, one that does
/// not answer is left out; one that is named must answer.
/// </summary>
[GrainType("sys.management"), StatelessWorker, Reentrant]
internal sealed partial class ManagementGrain(
    IClusterMembershipService membership, ClusterView cluster, IGrainDirectory directory, IServiceProvider services, ILogger<ManagementGrain> logger)
    : Grain, IManagementGrain
{
    public Task<Dictionary<SiloAddress, SiloStatus>> GetHosts(bool onlyActive = false) => Task.FromResult(
        membership.CurrentSnapshot.Members.Values
            .Where(member => !onlyActive || member.Status == SiloStatus.Active)
            .OrderBy(member => member.SiloAddress)
            .ToDictionary(member => member.SiloAddress, member => member.Status));

    public async Task<MembershipEntry[]> GetDetailedHosts(bool onlyActive = false)
    {
        IEnumerable<MembershipEntry> rows = services.GetService<IMembershipTable>() is { } table
            ? (await table.ReadAllAsync()).Members.Select(row => row.Item1)
            : membership.CurrentSnapshot.Members.Values.Select(member => new MembershipEntry
            {
                SiloAddress = member.SiloAddress,
                SiloName = member.Name,
                Status = member.Status,
            });
        return [.. rows.Where(row => !onlyActive || row.Status == SiloStatus.Active).OrderBy(row => row.SiloAddress)];
    }

    public Task<SiloRuntimeStatistics[]> GetRuntimeStatistics(SiloAddress[] hostsIds) => AskAsync(hostsIds, static silo => silo.Statistics());

    public async Task<SimpleGrainStatistic[]> GetSimpleGrainStatistics() =>
        [.. (await AskAsync(null, static silo => silo.GrainCounts())).SelectMany(one => one)];

    public async Task<SimpleGrainStatistic[]> GetSimpleGrainStatistics(SiloAddress[] hostsIds) =>
        [.. (await AskAsync(hostsIds, static silo => silo.GrainCounts())).SelectMany(one => one)];

    public async Task<DetailedGrainStatistic[]> GetDetailedGrainStatistics(string[]? types = null, SiloAddress[]? hostsIds = null) =>
        [.. (await AskAsync(hostsIds, silo => silo.Activations(types))).SelectMany(one => one)];

    public async Task<int> GetTotalActivationCount() => (await GetSimpleGrainStatistics()).Sum(one => one.ActivationCount);

    public async Task<int> GetGrainActivationCount(GrainReference grainReference) =>
        (await GetDetailedGrainStatistics([grainReference.GrainId.Type.ToString()!])).Count(one => one.GrainId.Equals(grainReference.GrainId));

    public async ValueTask<SiloAddress?> GetActivationAddress(IAddressable reference) =>
        await directory.Lookup(reference.GetGrainId()) is { } address && await cluster.IsAliveAsync(address) ? address.SiloAddress : null;

    public async ValueTask<List<GrainId>> GetActiveGrains(GrainType type) =>
        [.. (await GetDetailedGrainStatistics([type.ToString()!])).Select(one => one.GrainId).Distinct()];

    public Task ForceActivationCollection(TimeSpan ageLimit) => AskAsync(null, silo => DoneAsync(silo.Collect(ageLimit)));

    public Task ForceActivationCollection(SiloAddress[] hostsIds, TimeSpan ageLimit) => AskAsync(hostsIds, silo => DoneAsync(silo.Collect(ageLimit)));

    public Task ForceGarbageCollection(SiloAddress[] hostsIds) => AskAsync(hostsIds, static silo => DoneAsync(silo.CollectGarbage()));

    /// <summary>Each answer is measured when it is asked for.</summary>
    public Task ForceRuntimeStatisticsCollection(SiloAddress[] hostsIds) => GetRuntimeStatistics(hostsIds);

    private static async Task<bool> DoneAsync(Task work)
    {
        await work;
        return true;
    }

    private async Task<T[]> AskAsync<T>(SiloAddress[]? named, Func<ISiloControl, Task<T>> question)
    {
        var answers = await Task.WhenAll((named ?? [.. cluster.Active]).Select(async silo =>
        {
            try
            {
                return (Answered: true, Answer: await question(GrainFactory.GetGrain<ISiloControl>(SiloControl.On(silo))));
            }
            catch (Exception exception) when (named is null && exception is OrleansException or TimeoutException)
            {
                Log.NoAnswer(logger, silo, exception.Message);
                return (Answered: false, Answer: default(T)!);
            }
        }));
        return [.. answers.Where(one => one.Answered).Select(one => one.Answer)];
    }

    private static partial class Log
    {
        [LoggerMessage(7051, LogLevel.Information, "{Silo} is left out of an answer about the cluster: {Reason}")]
        public static partial void NoAnswer(ILogger logger, SiloAddress silo, string reason);
    }
}
