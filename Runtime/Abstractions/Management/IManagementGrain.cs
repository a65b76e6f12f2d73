namespace Orleans.Runtime;

/// <summary>Questions about the cluster, and orders to it. Get it by <c>GetGrain&lt;IManagementGrain&gt;(0)</c>. Answers are snapshots.</summary>
[Alias("Orleans.Runtime.IManagementGrain")]
public interface IManagementGrain : IGrainWithIntegerKey
{
    /// <summary>The silos and their states.</summary>
    /// <param name="onlyActive">Whether only those that serve.</param>
    Task<Dictionary<SiloAddress, SiloStatus>> GetHosts(bool onlyActive = false);

    /// <summary>All activations, or those of some classes or silos.</summary>
    /// <param name="types">Stable names of grain classes, or null for all.</param>
    /// <param name="hostsIds">Silos, or null for all.</param>
    Task<DetailedGrainStatistic[]> GetDetailedGrainStatistics(string[]? types = null, SiloAddress[]? hostsIds = null);

    /// <summary>Activations counted by class and silo.</summary>
    [Alias("GetSimpleGrainStatistics")]
    Task<SimpleGrainStatistic[]> GetSimpleGrainStatistics();

    /// <summary>The number of activations in the cluster.</summary>
    Task<int> GetTotalActivationCount();

    /// <summary>The silo on which the grain is active, or null.</summary>
    /// <param name="reference">The grain.</param>
    ValueTask<SiloAddress?> GetActivationAddress(IAddressable reference);

    /// <summary>The active grains of a class.</summary>
    /// <param name="type">The class's stable name.</param>
    ValueTask<List<GrainId>> GetActiveGrains(GrainType type);

    /// <summary>Ends the activations that have been idle for that long.</summary>
    /// <param name="ageLimit">Since the last use.</param>
    [Alias("ForceActivationCollection")]
    Task ForceActivationCollection(TimeSpan ageLimit);
}
