using Orleans;

namespace Krewe.Cluster.Tests.TestSilo;

/// <summary>Counts in memory, and takes its count along when it moves.</summary>
public interface ICounterGrain : IGrainWithStringKey
{
    /// <summary>The next number, from 1.</summary>
    Task<long> Next();

    /// <summary>The silo where it is.</summary>
    Task<string> Where();

    /// <summary>Calls another one from here.</summary>
    Task<long> NextOf(string other);
}
