namespace Krewe.Conformance.Tests.Reentrancy;

/// <summary>Each call notes that it begins, waits for the gate of its name, and notes that it ends.</summary>
public interface IBusyGrain : IGrainWithStringKey
{
    Task Work(string name);

    Task Rush(string name);

    [ReadOnly]
    Task Read(string name);

    [AlwaysInterleave]
    Task Dart(string name);

    /// <summary>What has been begun so far. Sent after another call, it says whether that one was let in.</summary>
    [AlwaysInterleave]
    Task<string[]> Begun();
}

public interface IReentrantBusyGrain : IBusyGrain;

public interface IStaticPredicateGrain : IBusyGrain;

public interface IInstancePredicateGrain : IBusyGrain
{
    [AlwaysInterleave]
    Task Allow(string name);
}

public interface IThrowingPredicateGrain : IBusyGrain;
