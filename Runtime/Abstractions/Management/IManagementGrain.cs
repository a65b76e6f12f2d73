namespace Orleans.Runtime;

/// <summary>Questions about the cluster, and orders to it. Get it by <c>GetGrain&lt;IManagementGrain&gt;(0)</c>. Answers are snapshots.</summary>
[Alias("Orleans.Runtime.IManagementGrain")]
public interface IManagementGrain : IGrainWithIntegerKey
{
    /// <summary>The silos and their states.</summary>
    /// <param name="onlyActive">Whether only those that serve.</param>
    [Alias("GetHosts")]
    Task<Dictionary<SiloAddress, SiloStatus>> GetHosts(bool onlyActive = false);

    /// <summary>The silos and their states.</summary>
    /// <param name="onlyActive">Whether only those that serve.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    [Alias("GetHostsCancellable")]
    Task<Dictionary<SiloAddress, SiloStatus>> GetHosts(bool onlyActive, CancellationToken cancellationToken);

    /// <summary>The silos with all that the membership table says of them; what it has not is empty when there is no table.</summary>
    /// <param name="onlyActive">Whether only those that serve.</param>
    [Alias("GetDetailedHosts")]
    Task<MembershipEntry[]> GetDetailedHosts(bool onlyActive = false);

    /// <summary>The silos with all that the membership table says of them; what it has not is empty when there is no table.</summary>
    /// <param name="onlyActive">Whether only those that serve.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    [Alias("GetDetailedHostsCancellable")]
    Task<MembershipEntry[]> GetDetailedHosts(bool onlyActive, CancellationToken cancellationToken);

    /// <summary>How silos are loaded, in the order asked for.</summary>
    /// <param name="hostsIds">The silos.</param>
    [Alias("GetRuntimeStatistics")]
    Task<SiloRuntimeStatistics[]> GetRuntimeStatistics(SiloAddress[] hostsIds);

    /// <summary>How silos are loaded, in the order asked for.</summary>
    /// <param name="hostsIds">The silos.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    [Alias("GetRuntimeStatisticsCancellable")]
    Task<SiloRuntimeStatistics[]> GetRuntimeStatistics(SiloAddress[] hostsIds, CancellationToken cancellationToken);

    /// <summary>Activations counted by class and silo, of all silos that answer.</summary>
    [Alias("GetSimpleGrainStatistics")]
    Task<SimpleGrainStatistic[]> GetSimpleGrainStatistics();

    /// <summary>Activations counted by class and silo, of all silos that answer.</summary>
    /// <param name="cancellationToken">Ends the waiting.</param>
    [Alias("GetSimpleGrainStatisticsCancellable")]
    Task<SimpleGrainStatistic[]> GetSimpleGrainStatistics(CancellationToken cancellationToken);

    /// <summary>Activations counted by class and silo.</summary>
    /// <param name="hostsIds">The silos; each must answer.</param>
    [Alias("GetSimpleGrainStatisticsOfHosts")]
    Task<SimpleGrainStatistic[]> GetSimpleGrainStatistics(SiloAddress[] hostsIds);

    /// <summary>Activations counted by class and silo.</summary>
    /// <param name="hostsIds">The silos; each must answer.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    [Alias("GetSimpleGrainStatisticsOfHostsCancellable")]
    Task<SimpleGrainStatistic[]> GetSimpleGrainStatistics(SiloAddress[] hostsIds, CancellationToken cancellationToken);

    /// <summary>All activations, or those of some classes or silos.</summary>
    /// <param name="types">Grain classes as in <see cref="DetailedGrainStatistic.GrainType"/>, or null for all.</param>
    /// <param name="hostsIds">Silos, each of which must answer; null for all that do.</param>
    [Alias("GetDetailedGrainStatistics")]
    Task<DetailedGrainStatistic[]> GetDetailedGrainStatistics(string[]? types = null, SiloAddress[]? hostsIds = null);

    /// <summary>All activations, or those of some classes or silos.</summary>
    /// <param name="types">Grain classes as in <see cref="DetailedGrainStatistic.GrainType"/>, or null for all.</param>
    /// <param name="hostsIds">Silos, each of which must answer; null for all that do.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    [Alias("GetDetailedGrainStatisticsCancellable")]
    Task<DetailedGrainStatistic[]> GetDetailedGrainStatistics(string[]? types, SiloAddress[]? hostsIds, CancellationToken cancellationToken);

    /// <summary>The number of activations in the cluster.</summary>
    [Alias("GetTotalActivationCount")]
    Task<int> GetTotalActivationCount();

    /// <summary>The number of activations in the cluster.</summary>
    /// <param name="cancellationToken">Ends the waiting.</param>
    [Alias("GetTotalActivationCountCancellable")]
    Task<int> GetTotalActivationCount(CancellationToken cancellationToken);

    /// <summary>How many activations a grain has; more than one only for stateless workers.</summary>
    /// <param name="grainReference">The grain.</param>
    [Alias("GetGrainActivationCount")]
    Task<int> GetGrainActivationCount(GrainReference grainReference);

    /// <summary>How many activations a grain has; more than one only for stateless workers.</summary>
    /// <param name="grainReference">The grain.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    [Alias("GetGrainActivationCountCancellable")]
    Task<int> GetGrainActivationCount(GrainReference grainReference, CancellationToken cancellationToken);

    /// <summary>The silo on which the grain is active, or null.</summary>
    /// <param name="reference">The grain.</param>
    [Alias("GetActivationAddress")]
    ValueTask<SiloAddress?> GetActivationAddress(IAddressable reference);

    /// <summary>The silo on which the grain is active, or null.</summary>
    /// <param name="reference">The grain.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    [Alias("GetActivationAddressCancellable")]
    ValueTask<SiloAddress?> GetActivationAddress(IAddressable reference, CancellationToken cancellationToken);

    /// <summary>The active grains of a class.</summary>
    /// <param name="type">The class's stable name.</param>
    [Alias("GetActiveGrains")]
    ValueTask<List<GrainId>> GetActiveGrains(GrainType type);

    /// <summary>The active grains of a class.</summary>
    /// <param name="type">The class's stable name.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    [Alias("GetActiveGrainsCancellable")]
    ValueTask<List<GrainId>> GetActiveGrains(GrainType type, CancellationToken cancellationToken);

    /// <summary>Ends the activations that have been idle for that long, on all silos.</summary>
    /// <param name="ageLimit">Since the last use.</param>
    [Alias("ForceActivationCollection")]
    Task ForceActivationCollection(TimeSpan ageLimit);

    /// <summary>Ends the activations that have been idle for that long, on all silos.</summary>
    /// <param name="ageLimit">Since the last use.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    [Alias("ForceActivationCollectionCancellable")]
    Task ForceActivationCollection(TimeSpan ageLimit, CancellationToken cancellationToken);

    /// <summary>Ends the activations of some silos that have been idle for that long.</summary>
    /// <param name="hostsIds">The silos.</param>
    /// <param name="ageLimit">Since the last use.</param>
    [Alias("ForceActivationCollectionOfHosts")]
    Task ForceActivationCollection(SiloAddress[] hostsIds, TimeSpan ageLimit);

    /// <summary>Ends the activations of some silos that have been idle for that long.</summary>
    /// <param name="hostsIds">The silos.</param>
    /// <param name="ageLimit">Since the last use.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    [Alias("ForceActivationCollectionOfHostsCancellable")]
    Task ForceActivationCollection(SiloAddress[] hostsIds, TimeSpan ageLimit, CancellationToken cancellationToken);

    /// <summary>Lets the runtime of silos collect garbage.</summary>
    /// <param name="hostsIds">The silos.</param>
    [Alias("ForceGarbageCollection")]
    Task ForceGarbageCollection(SiloAddress[] hostsIds);

    /// <summary>Lets the runtime of silos collect garbage.</summary>
    /// <param name="hostsIds">The silos.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    [Alias("ForceGarbageCollectionCancellable")]
    Task ForceGarbageCollection(SiloAddress[] hostsIds, CancellationToken cancellationToken);

    /// <summary>Measures the load of silos anew.</summary>
    /// <param name="hostsIds">The silos.</param>
    [Alias("ForceRuntimeStatisticsCollection")]
    Task ForceRuntimeStatisticsCollection(SiloAddress[] hostsIds);

    /// <summary>Measures the load of silos anew.</summary>
    /// <param name="hostsIds">The silos.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    [Alias("ForceRuntimeStatisticsCollectionCancellable")]
    Task ForceRuntimeStatisticsCollection(SiloAddress[] hostsIds, CancellationToken cancellationToken);
}
