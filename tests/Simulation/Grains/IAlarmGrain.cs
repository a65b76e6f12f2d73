using Orleans;

namespace Krewe.Simulation.Tests.Grains;

/// <summary>Is reminded; notes each tick in the <see cref="AlarmLedger"/>.</summary>
public interface IAlarmGrain : IGrainWithStringKey
{
    Task Set();

    Task Unset();
}
