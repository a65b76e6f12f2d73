using Orleans;

namespace Krewe.Runtime.Tests.Grains;

public interface ILifeGrain : IGrainWithStringKey
{
    Task<int> Activation();

    Task Leave();

    Task LeaveAfter(TimeSpan time);

    Task Keep(TimeSpan time);

    Task Fail(string message);
}

public interface IKeptGrain : ILifeGrain;
