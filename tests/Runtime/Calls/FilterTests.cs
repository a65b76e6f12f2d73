using Krewe.Runtime.Tests.Grains;
using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Orleans.Hosting;
using static Krewe.Runtime.Tests.Simulated;

namespace Krewe.Runtime.Tests.Calls;

public sealed class FilterTests
{
    private static readonly string[] Order = ["out", "in 1", "in 2", "grain", "in 2 back", "in 1 back", "out back"];

    [Fact]
    public void Invoke_Filters_InOrderAndBack()
    {
        List<string> seen = [];
        Run(
            async silo =>
            {
                seen.Clear();
                Assert.Equal(3, await silo.Grains.GetGrain<IFilteredGrain>("a").Add(1, 1));
                Assert.Equal(Order, seen);
            },
            builder => builder
                .AddOutgoingGrainCallFilter(context => Around(seen, "out", context))
                .AddIncomingGrainCallFilter(context => Around(seen, "in 1", context))
                .AddIncomingGrainCallFilter(context => Around(seen, "in 2", context))
                .Services.AddSingleton(seen));
    }

    [Fact]
    public void Invoke_FilterThrows_CallerGetsIt() => Run(
        async silo => await Assert.ThrowsAsync<UnauthorizedAccessException>(() => silo.Grains.GetGrain<IFilteredGrain>("a").Add(1, 1)),
        builder => builder.AddIncomingGrainCallFilter(_ => throw new UnauthorizedAccessException()).Services.AddSingleton(new List<string>()));

    [Fact]
    public void Invoke_FilterSetsResult_MethodIsNotCalled() => Run(
        async silo =>
        {
            Assert.Equal(42, await silo.Grains.GetGrain<IFilteredGrain>("a").Add(1, 1));
            Assert.Empty(silo.Services.GetRequiredService<List<string>>());
        },
        builder => builder.AddIncomingGrainCallFilter(context =>
        {
            context.Result = 42;
            return Task.CompletedTask;
        }).Services.AddSingleton(new List<string>()));

    [Fact]
    public void Invoke_FilterDoesNothing_IsAnError() => Run(
        async silo => Assert.Contains(
            "KRW7050",
            (await Assert.ThrowsAsync<InvalidOperationException>(() => silo.Grains.GetGrain<IFilteredGrain>("a").Add(1, 1))).Message,
            StringComparison.Ordinal),
        builder => builder.AddIncomingGrainCallFilter(_ => Task.CompletedTask).Services.AddSingleton(new List<string>()));

    [Fact]
    public void Invoke_TimerTick_IsSeenByFilters()
    {
        List<string> seen = [];
        Run(
            async silo =>
            {
                seen.Clear();
                await silo.Grains.GetGrain<ITimerGrain>("a").Begin("t", S(1), Timeout.InfiniteTimeSpan);
                await silo.Delay(S(2));
                Assert.Equal(["ITimerGrain.Begin", "IGrainTimerInvoker.InvokeCallbackAsync"], seen);
            },
            builder => builder.AddIncomingGrainCallFilter(context =>
            {
                seen.Add($"{context.InterfaceMethod.DeclaringType!.Name}.{context.MethodName}");
                return context.Invoke();
            }));
    }

    [Fact]
    public void Invoke_FilterDeniesTick_TimerGoesOn()
    {
        var ticks = 0;
        Run(
            async silo =>
            {
                ticks = 0;
                await silo.Grains.GetGrain<ITimerGrain>("a").Begin("t", S(1), S(1));
                await silo.Delay(S(3.5));
                Assert.Equal(3, ticks);
            },
            builder => builder.AddIncomingGrainCallFilter(context =>
                context.MethodName == "InvokeCallbackAsync" && ++ticks > 0 ? throw new UnauthorizedAccessException() : context.Invoke()));
    }

    private static async Task Around(List<string> seen, string name, IGrainCallContext context)
    {
        seen.Add(name);
        await context.Invoke();
        seen.Add($"{name} back");
    }
}

public interface IFilteredGrain : IGrainWithStringKey
{
    Task<int> Add(int left, int right);
}

[GrainType("test.filtered")]
public sealed class FilteredGrain(List<string> seen) : Grain, IFilteredGrain, IIncomingGrainCallFilter
{
    public Task<int> Add(int left, int right) => Task.FromResult(left + right);

    public async Task Invoke(IIncomingGrainCallContext context)
    {
        seen.Add("grain");
        Assert.Equal(nameof(Add), context.ImplementationMethod.Name);
        await context.Invoke();
        context.Result = (int)context.Result! + 1;
    }
}
