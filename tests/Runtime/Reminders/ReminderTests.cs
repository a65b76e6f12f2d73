using Krewe.Testing.Silos;
using Krewe.Testing.Simulation;
using Microsoft.Extensions.Options;
using Orleans;
using Orleans.Hosting;
using Orleans.Runtime;
using static Krewe.Runtime.Tests.Simulated;

namespace Krewe.Runtime.Tests.Reminders;

public sealed class ReminderTests
{
    [Fact]
    public void Tick_ComesAtItsTimes_AlsoToAGrainThatWasNotActive() => Run(async silo =>
    {
        var grain = silo.Grains.GetGrain<IReminderGrain>("a");
        await grain.Register("r", S(30), S(60));
        await grain.Leave();
        await silo.Delay(S(160));
        Assert.Equal(["a/r 0", "a/r 60", "a/r 120"], silo.Events());
    });

    [Fact]
    public void Tick_DueAtOnce_Comes() => Run(async silo =>
    {
        await silo.Grains.GetGrain<IReminderGrain>("a").Register("r", S(0), S(60));
        await silo.Delay(S(1));
        Assert.Equal(["a/r 0"], silo.Events());
    });

    [Fact]
    public void Tick_FarAway_ComesAtItsTime() => Run(async silo =>
    {
        await silo.Grains.GetGrain<IReminderGrain>("a").Register("r", S(1500), S(1200));
        await silo.Delay(S(1500 + 1200 + 1));
        Assert.Equal(["a/r 0", "a/r 1200"], silo.Events());
    });

    [Fact]
    public void Tick_TakesLongerThanThePeriod_MissedOnesAreSkipped() => Run(
        async silo =>
        {
            var grain = silo.Grains.GetGrain<IReminderGrain>("a");
            await grain.Take(S(25));
            await grain.Register("r", S(10), S(10));
            await silo.Delay(S(65));
            Assert.Equal(["a/r 0", "a/r 30"], silo.Events());
        },
        Short);

    [Fact]
    public void Tick_Throws_NextComesAtItsTime() => Run(async silo =>
    {
        var grain = silo.Grains.GetGrain<IReminderGrain>("a");
        await grain.FailNextTick();
        await grain.Register("r", S(1), S(60));
        await silo.Delay(S(62));
        Assert.Equal(["a/r 0", "a/r 60"], silo.Events());
    });

    [Fact]
    public void Register_Again_GivesNewTimes() => Run(async silo =>
    {
        var grain = silo.Grains.GetGrain<IReminderGrain>("a");
        await grain.Register("r", S(10), S(60));
        await grain.Register("other", S(600), S(600));
        await silo.Delay(S(15));
        await grain.Register("r", S(100), S(120));
        await silo.Delay(S(230));
        Assert.Equal(["a/r 0", "a/r 0", "a/r 120"], silo.Events());
        Assert.Equal(["other", "r"], await grain.Names());
    });

    [Fact]
    public void Unregister_EndsTheTicks() => Run(async silo =>
    {
        var grain = silo.Grains.GetGrain<IReminderGrain>("a");
        await grain.Register("r", S(10), S(60));
        Assert.True(await grain.Has("r"));
        await silo.Delay(S(15));
        await grain.Unregister("r");
        await grain.Unregister("r"); // as an answer that was lost would make it
        await silo.Delay(S(300));
        Assert.Equal(["a/r 0"], silo.Events());
        Assert.False(await grain.Has("r"));
        Assert.Empty(await grain.Names());
    });

    [Fact]
    public void Unregister_OfOneThatWasRegisteredAnew_IsRefused() => Run(async silo =>
    {
        var grain = silo.Grains.GetGrain<IReminderGrain>("a");
        await grain.Register("r", S(10), S(60));
        var table = (IReminderTable)silo.Services.GetService(typeof(IReminderTable))!;
        var row = Assert.Single((await table.ReadRows(0, 0)).Reminders);
        await table.UpsertRow(row);
        var refused = await Assert.ThrowsAsync<OrleansException>(() => grain.Unregister("r"));
        Assert.StartsWith("KRW7405: ", refused.Message, StringComparison.Ordinal);
        Assert.True(await grain.Has("r"));
    });

    [Fact]
    public void Filters_SeeTheTicks() => Run(
        async silo =>
        {
            await silo.Grains.GetGrain<IReminderGrain>("a").Register("r", S(10), S(60));
            await silo.Delay(S(11));
            Assert.Equal(["filter", "a/r 0"], silo.Events());
        },
        builder =>
        {
            builder.UseInMemoryReminderService();
            builder.AddIncomingGrainCallFilter(context =>
            {
                if (context.InterfaceMethod.DeclaringType == typeof(IRemindable))
                {
                    ((Krewe.Runtime.Tests.Grains.EventLog)context.TargetContext.ActivationServices.GetService(typeof(Krewe.Runtime.Tests.Grains.EventLog))!).Add("filter");
                }

                return context.Invoke();
            });
        });

    [Theory]
    [InlineData(-1, 60, typeof(ArgumentOutOfRangeException))]
    [InlineData(-0.001, 60, typeof(ArgumentOutOfRangeException))]
    [InlineData(0, -0.001, typeof(ArgumentOutOfRangeException))]
    [InlineData(0, 59.999, typeof(ArgumentException))]
    public void Register_BadTimes_IsRefused(double due, double period, Type error) => Run(async silo =>
    {
        var thrown = await Assert.ThrowsAsync(error, () => silo.Grains.GetGrain<IReminderGrain>("a").Register("r", S(due), S(period)));
        Assert.Contains("KRW7403", thrown.Message, StringComparison.Ordinal);
    });

    [Fact]
    public void Register_WhereItCannotWork_SaysSo() => Run(async silo =>
    {
        var outside = await Assert.ThrowsAsync<InvalidOperationException>(() => silo.Grains.GetGrain<IReminderGrain>("a").RegisterOnPool());
        Assert.StartsWith("KRW7402: ", outside.Message, StringComparison.Ordinal);
        var plain = await Assert.ThrowsAsync<InvalidOperationException>(() => silo.Grains.GetGrain<IUnremindableGrain>("a").Register());
        Assert.StartsWith("KRW7404: ", plain.Message, StringComparison.Ordinal);
    });

    [Fact]
    public void Register_WithoutService_SaysWhatToConfigure() => Simulated.Run(async silo =>
    {
        var refused = await Assert.ThrowsAsync<OrleansConfigurationException>(() => silo.Grains.GetGrain<IReminderGrain>("a").Register("r", S(0), S(60)));
        Assert.StartsWith("KRW7401: ", refused.Message, StringComparison.Ordinal);
    });

    [Fact]
    public async Task Start_WithoutTable_IsRefused()
    {
        var refused = await Assert.ThrowsAsync<OrleansConfigurationException>(() => TestSilo.StartAsync(builder => builder.AddReminders()));
        Assert.StartsWith("KRW7401: ", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_BadOptions_AreNamedTogether()
    {
        var refused = await Assert.ThrowsAsync<OptionsValidationException>(() => TestSilo.StartAsync(builder => builder
            .UseInMemoryReminderService()
            .Configure<ReminderOptions>(options =>
            {
                options.MinimumReminderPeriod = TimeSpan.Zero;
                options.ReminderLoadingWindow = options.RefreshReminderListPeriod;
                options.InitializationTimeout = Timeout.InfiniteTimeSpan;
            })));
        Assert.Equal(3, refused.Failures.Count(failure => failure.StartsWith("KRW7408: ", StringComparison.Ordinal)));
    }

    private static void Run(Func<SimulatedSilo, Task> program) => Simulated.Run(program, builder => builder.UseInMemoryReminderService());

    private static void Run(Func<SimulatedSilo, Task> program, Action<ISiloBuilder> configure) => Simulated.Run(program, configure);

    private static void Short(ISiloBuilder builder) => builder
        .UseInMemoryReminderService()
        .Configure<ReminderOptions>(options => options.MinimumReminderPeriod = S(1));
}
