using Orleans;

namespace Krewe.Runtime.Tests.Grains;

/// <summary>What travels with calls: arguments, results, contexts, exceptions, tokens.</summary>
public interface ICallGrain : IGrainWithStringKey
{
    Task Keep(List<int> values);

    Task KeepShared([Immutable] List<int> values);

    Task<List<int>> Kept();

    Task<string?> Context(string key);

    Task SetContext(string key, string value);

    Task<string?> ContextOfOther(string other, string key);

    Task Throw(string kind);

    [ResponseTimeout("00:00:03")]
    Task Slow(TimeSpan span);

    Task Stay(TimeSpan span, CancellationToken cancellationToken = default);

    ValueTask<string> Name();
}
