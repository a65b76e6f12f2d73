using Orleans.Concurrency;

namespace Krewe.Machines;

/// <summary>Decides which machines a pool buys and gives back. Key: <see cref="Naming.PoolKey"/>.</summary>
[Alias("krewe.IMachinesGrain")]
public interface IMachinesGrain : IGrainWithStringKey
{
    /// <summary>Takes what a silo with a provider tells, decides, and says what the silo is to have done. Can be repeated.</summary>
    /// <param name="report">What it tells.</param>
    [Alias("round")]
    Task<MachineOrders> RoundAsync(MachineReport report);

    /// <summary>The machines, and what they cost.</summary>
    [Alias("get"), AlwaysInterleave]
    Task<MachinesView> GetAsync();
}
