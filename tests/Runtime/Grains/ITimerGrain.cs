using Orleans;

namespace Krewe.Runtime.Tests.Grains;

/// <summary>Each tick notes <c>name seconds</c> in the log, then takes its time.</summary>
public interface ITimerGrain : IGrainWithStringKey
{
    Task Begin(string name, TimeSpan due, TimeSpan period, TimeSpan takes = default, bool interleave = false, bool keepAlive = false);

    Task Change(string name, TimeSpan due, TimeSpan period);

    Task End(string name);

    Task Work(TimeSpan span);

    Task FailNextTick();

    Task BeginOnPool();
}
