namespace Krewe.Conformance.Tests.Exceptions;

/// <summary>Throws what it is asked for. The silo is that of its key's place, so that errors cross the wire.</summary>
public interface IFailingGrain : IGrainWithStringKey
{
    Task Throw(string kind);

    Task<int> ThrowAfterAwait(string kind);

    ValueTask ThrowFromValueTask(string kind);

    ValueTask<int> ThrowSynchronously(string kind);

    Task ThrowThrough(string other, string kind);

    Task<string> CatchFrom(string other, string kind);

    Task<int> Fine();
}
