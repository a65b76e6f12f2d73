using Orleans;

namespace Krewe.Runtime.Tests.Grains;

/// <summary>Methods that return sequences.</summary>
[Alias("test.sequence")]
public interface ISequenceGrain : IGrainWithStringKey
{
    /// <summary>The numbers below a limit; a pause before each.</summary>
    IAsyncEnumerable<int> Count(int limit, TimeSpan pause, CancellationToken cancellationToken = default);

    /// <summary>So many items, then an error.</summary>
    IAsyncEnumerable<string> FailAfter(int count);

    /// <summary>The same list each time, a number more in it.</summary>
    IAsyncEnumerable<List<int>> Growing(int count);

    /// <summary>The request context's value, whenever it is asked for.</summary>
    IAsyncEnumerable<string?> Context(int count, TimeSpan pause);

    Task<int> Activation();

    Task Leave();
}
