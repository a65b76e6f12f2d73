using Orleans;

namespace Krewe.Runtime.Tests.Grains;

/// <summary>Tells of the threads that its turns run on.</summary>
[Alias("krewe.tests.IThreadGrain")]
public interface IThreadGrain : IGrainWithStringKey
{
    /// <summary>The thread, a value of the caller's own code, one that travels with calls, and whether the turn knows whose it is.</summary>
    ValueTask<ThreadSeen> Look();

    /// <summary>Whether a call that this grain makes runs before the call has been made.</summary>
    /// <param name="other">Whom it calls.</param>
    ValueTask<bool> CallsRunWithin(string other);

    /// <summary>Counts its calls, without any lock, over an await.</summary>
    Task<int> Count();
}
