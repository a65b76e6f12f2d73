using Orleans;

namespace Krewe.Cluster.Tests.TestSilo;

/// <summary>Keeps what was asked of it, once for each time it was.</summary>
public interface ILedgerGrain : IGrainWithStringKey
{
    /// <summary>Adds an entry and stores it. Not idempotent. Returns how many there are.</summary>
    Task<int> Add(string id);

    /// <summary>The entries that are stored.</summary>
    Task<List<string>> Entries();
}
