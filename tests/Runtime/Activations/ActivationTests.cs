using Krewe.Runtime.Tests.Grains;
using Krewe.Testing.Silos;
using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Orleans.Configuration;
using Orleans.Hosting;
using Orleans.Runtime;
using static Krewe.Runtime.Tests.Simulated;

namespace Krewe.Runtime.Tests.Activations;

public sealed class ActivationTests
{
    [Fact]
    public void FirstCalls_AtOnce_OneActivationInOrder() => Run(async silo =>
    {
        var grain = silo.Grains.GetGrain<ILifeGrain>("a", typeof(LifeGrain).FullName);
        var numbers = await Task.WhenAll(grain.Activation(), grain.Activation(), grain.Activation());
        Assert.All(numbers, number => Assert.Equal(1, number));
        Assert.Equal(["made", "stage 1000", "stage 2000", "activating", "activated"], silo.Events());
    });

    [Fact]
    public async Task FirstCalls_ManyThreads_OneActivation()
    {
        await using var silo = await TestSilo.StartAsync(builder => builder.Services.AddSingleton<EventLog>());
        var names = await Task.WhenAll(Enumerable.Range(0, 64).Select(number => Task.Run(async () =>
            await silo.Grains.GetGrain<ICallGrain>($"{number % 4}").Name())));
        Assert.Equal(64, names.Length);
        Assert.Equal(4, await silo.Grains.GetGrain<IManagementGrain>(0).GetTotalActivationCount() - 1);
    }

    [Fact]
    public void Activate_Fails_CallersGetItAndNextCallActivatesAfresh() => Run(async silo =>
    {
        var log = silo.Services.GetRequiredService<EventLog>();
        var grain = silo.Grains.GetGrain<ILifeGrain>("a", typeof(LifeGrain).FullName);
        log.FailActivation = new InvalidOperationException("not today");
        var calls = new[] { grain.Activation(), grain.Activation() };
        foreach (var call in calls)
        {
            Assert.Equal("not today", (await Assert.ThrowsAsync<InvalidOperationException>(() => call)).Message);
        }

        log.FailActivation = null;
        Assert.Equal(2, await grain.Activation());
        Assert.DoesNotContain(log.Events, one => one.StartsWith("deactivated", StringComparison.Ordinal));
    });

    [Fact]
    public void DeactivateOnIdle_RequestRuns_WaitsForItAndReaddressesTheRest() => Run(async silo =>
    {
        var grain = silo.Grains.GetGrain<ILifeGrain>("a", typeof(LifeGrain).FullName);
        await grain.Activation();
        var leaving = grain.LeaveAfter(S(3));
        await silo.Delay(S(1));
        Assert.Equal(2, await grain.Activation());
        await leaving;
        Assert.Equal(
            ["made", "stage 1000", "stage 2000", "activating", "activated", "left", "deactivated ApplicationRequested", "stage -2000", "stage -1000",
                "made", "stage 1000", "stage 2000", "activating", "activated"],
            silo.Events());
    });

    [Fact]
    public void Activate_LeavesEachTime_CallIsRejectedInTheEnd() => Run(async silo =>
    {
        silo.Services.GetRequiredService<EventLog>().LeaveInActivation = true;
        var grain = silo.Grains.GetGrain<ILifeGrain>("a", typeof(LifeGrain).FullName);
        var rejected = await Assert.ThrowsAsync<OrleansMessageRejectionException>(grain.Activation);
        Assert.Contains("KRW7025", rejected.Message, StringComparison.Ordinal);
        Assert.Equal(3, silo.Events().Count(one => one == "made"));
    });

    [Theory]
    [InlineData(16, 0, 2)]
    [InlineData(10, 0, 1)]
    [InlineData(16, 30, 1)]
    [InlineData(16, -1, 1)]
    public void Collection_Idle_AfterItsAgeUnlessDelayed(int minutes, int delayMinutes, int activation) => Run(async silo =>
    {
        var grain = silo.Grains.GetGrain<ILifeGrain>("a", typeof(LifeGrain).FullName);
        if (delayMinutes != 0)
        {
            await grain.Keep(delayMinutes < 0 ? Timeout.InfiniteTimeSpan : TimeSpan.FromMinutes(delayMinutes));
        }

        await grain.Activation();
        await silo.Delay(TimeSpan.FromMinutes(minutes));
        Assert.Equal(activation == 2 ? ["deactivated ActivationIdle"] : [], silo.Events().Where(one => one.StartsWith("deactivated", StringComparison.Ordinal)));
        Assert.Equal(activation, await grain.Activation());
    });

    [Fact]
    public void Collection_KeepAlive_Never() => Run(async silo =>
    {
        var grain = silo.Grains.GetGrain<IKeptGrain>("a");
        await grain.Activation();
        await silo.Delay(TimeSpan.FromHours(3));
        Assert.Equal(1, await grain.Activation());
    });

    [Fact]
    public void Stop_ActiveGrain_IsDeactivated()
    {
        EventLog? log = null;
        Run(async silo =>
        {
            log = silo.Services.GetRequiredService<EventLog>();
            await silo.Grains.GetGrain<ILifeGrain>("a", typeof(LifeGrain).FullName).Activation();
        });
        Assert.Contains("deactivated ShuttingDown", log!.Events);
    }

    [Fact]
    public void Call_QueueFull_LimitExceeded() => Run(
        async silo =>
        {
            var grain = silo.Grains.GetGrain<IBusyGrain>("a", typeof(BusyGrain).FullName);
            await grain.Peek();
            var calls = Enumerable.Range(0, 4).Select(_ => grain.Work(S(1))).ToList();
            await silo.Delay(S(0.5));
            var refused = await Assert.ThrowsAsync<LimitExceededException>(() => Task.WhenAll(calls.Append(grain.Work(S(1)))));
            Assert.Contains("KRW7020", refused.Message, StringComparison.Ordinal);
            await grain.Peek();
        },
        builder => builder.Configure<SiloMessagingOptions>(options => options.MaxEnqueuedRequestsHardLimit = 3));

    [Fact]
    public void Management_AfterCalls_KnowsActivations() => Run(async silo =>
    {
        var grain = silo.Grains.GetGrain<ICallGrain>("a");
        var management = silo.Grains.GetGrain<IManagementGrain>(0);
        var here = silo.Services.GetRequiredService<ILocalSiloDetails>().SiloAddress;
        Assert.Null(await management.GetActivationAddress(grain));
        await grain.Name();
        Assert.Equal(here, await management.GetActivationAddress(grain));
        Assert.Equal([grain.GetGrainId()], await management.GetActiveGrains(GrainType.Create("test.call")));
        Assert.Equal(SiloStatus.Active, (await management.GetHosts())[here]);
        Assert.Equal(["test.call/a"], (await management.GetDetailedGrainStatistics(["test.call"])).Select(one => one.GrainId.ToString()));
        await management.ForceActivationCollection(TimeSpan.Zero);
        Assert.Null(await management.GetActivationAddress(grain));
    });
}
