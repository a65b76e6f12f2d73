using Orleans;
using Orleans.Concurrency;

namespace Krewe.Simulation.Tests.Grains;

public interface IRacyGrain : IGrainWithStringKey
{
    Task Increase(string other);

    Task<int> Value();

    Task Ping();
}

/// <summary>Wrong on purpose: reads before an await and writes after it, and lets others in meanwhile.</summary>
[GrainType("sim.racy"), Reentrant]
public sealed class RacyGrain : Grain, IRacyGrain
{
    private int _value;

    public async Task Increase(string other)
    {
        int before = _value;
        await GrainFactory.GetGrain<IRacyGrain>(other).Ping();
        _value = before + 1;
    }

    public Task<int> Value() => Task.FromResult(_value);

    public Task Ping() => Task.CompletedTask;
}
