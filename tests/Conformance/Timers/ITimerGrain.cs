namespace Krewe.Conformance.Tests.Timers;

/// <summary>Each tick notes its name, waits for its gate if it has one, and notes that it ended.</summary>
public interface ITimerGrain : IGrainWithStringKey
{
    Task Begin(string name, TimeSpan due, TimeSpan period, bool gated = false, bool interleave = false);

    [AlwaysInterleave]
    Task Change(string name, TimeSpan due, TimeSpan period);

    [AlwaysInterleave]
    Task End(string name);

    Task Work(string gate);

    Task FailTicks(string name);

    Task BeginWithState(string name, int number);

    Task BeginWithContext(string name);

    Task BeginAndWatchToken(string name);

    [AlwaysInterleave]
    Task<int> Ping();

    Task<string> BeginOnThePool();

    Task<string> BeginBad(TimeSpan due, TimeSpan period);

    Task Leave();
}
