using Orleans;
using Orleans.Concurrency;

namespace Krewe.Runtime.Tests.Grains;

/// <summary>Methods that take virtual time, and count how many run at once.</summary>
public interface IBusyGrain : IGrainWithStringKey
{
    Task Work(TimeSpan time);

    Task Rush(TimeSpan time);

    [AlwaysInterleave]
    Task<int> Peek();

    [ReadOnly]
    Task Read(TimeSpan time);

    Task<int> MaxInside();

    [OneWay]
    Task Start(TimeSpan time);
}

public interface IReentrantBusyGrain : IBusyGrain;

public interface IPredicateBusyGrain : IBusyGrain;
