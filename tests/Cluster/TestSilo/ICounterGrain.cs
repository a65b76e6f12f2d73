using Orleans;
using Orleans.Concurrency;

namespace Krewe.Cluster.Tests.TestSilo;

/// <summary>Counts in memory, and takes its count along when it moves.</summary>
public interface ICounterGrain : IGrainWithStringKey
{
    /// <summary>The next number, from 1.</summary>
    Task<long> Next();

    /// <summary>The silo where it is.</summary>
    Task<string> Where();

    /// <summary>Answers after a minute, and lets others be called meanwhile.</summary>
    [AlwaysInterleave]
    Task<string> Hold();

    /// <summary>So many numbers from 1, one after the other.</summary>
    IAsyncEnumerable<int> Numbers(int count);

    /// <summary>Tells an observer so many numbers from 1, and answers when it has heard the last.</summary>
    Task Tell(INumberObserver observer, int count);

    /// <summary>Calls another one from here.</summary>
    Task<long> NextOf(string other);
}
