using Krewe.Runtime.Tests.Grains;
using Krewe.Testing.Silos;
using Orleans.Runtime;

namespace Krewe.Runtime.Tests.Turns;

/// <summary>Turns that run on the thread of who causes them, on the thread pool.</summary>
public sealed class CallersThreadTests
{
    private const int Calls = 2_000;
    private static readonly AsyncLocal<string?> Own = new();

    [Fact]
    public Task Call_FromNobodysTurn_RunsOnTheCallersThreadWithoutItsValues() => RunAsync(async grain =>
    {
        var here = 0;
        for (var call = 0; call < Calls; call++)
        {
            Own.Value = "the caller's";
            RequestContext.Set("key", call);
            var thread = Environment.CurrentManagedThreadId;
            var answer = grain.Look().AsTask();
            var atOnce = answer.IsCompleted;
            var seen = await answer;
            here += atOnce && seen.Thread == thread ? 1 : 0;
            Assert.Null(seen.Value);
            Assert.Equal(call, seen.Context);
            Assert.True(seen.IsOwn);
            Assert.Equal("the caller's", Own.Value);
            Assert.Null(RuntimeContext.Current);
        }

        Assert.True(here > 0, "no turn ran on the thread of its caller");
    });

    [Fact]
    public Task Call_FromATurn_NeverRunsWithinIt() => RunAsync(async grain =>
    {
        for (var call = 0; call < Calls / 10; call++)
        {
            Assert.False(await grain.CallsRunWithin("other"));
        }
    });

    [Fact]
    public Task Calls_FromManyThreads_OneTurnAtATime() => RunAsync(async grain =>
    {
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(async () =>
        {
            for (var call = 0; call < Calls / 4; call++)
            {
                await grain.Count();
            }
        })));
        Assert.Equal(8 * (Calls / 4), await grain.Count() - 1);
    });

    /// <summary>On the pool, where no test framework's context is.</summary>
    private static Task RunAsync(Func<IThreadGrain, Task> test) => Task.Run(async () =>
    {
        await using var silo = await TestSilo.StartAsync();
        var grain = silo.Grains.GetGrain<IThreadGrain>("a");
        await grain.Count();
        await silo.Grains.GetGrain<IThreadGrain>("b").Look();
        await test(silo.Grains.GetGrain<IThreadGrain>("test"));
    });

    internal static string? Value => Own.Value;
}
