using System.Collections.Concurrent;
using System.Diagnostics;
using Krewe.Runtime.Tests.Grains;
using Krewe.Testing.Silos;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Diagnostics;
using Orleans.Hosting;
using Orleans.TestingHost;

namespace Krewe.Runtime.Tests.Telemetry;

public sealed class ActivityTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Call_SomebodyListens_OneTraceFromCallerToCallee(bool overWire)
    {
        var seen = new ConcurrentQueue<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name is ActivitySources.ApplicationGrainActivitySourceName or "test",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = seen.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
        using var source = new ActivitySource("test");
        await using var silo = await TestSilo.StartAsync(
            builder =>
            {
                builder.Services.AddSingleton<Grains.EventLog>();
                builder.AddActivityPropagation();
                builder.AddActivityPropagation();
            },
            serializeMessages: overWire);

        using var root = source.StartActivity("root")!;
        await silo.Grains.GetGrain<ICallGrain>("a").Name();
        await Assert.ThrowsAnyAsync<Exception>(() => silo.Grains.GetGrain<ILifeGrain>("a", typeof(LifeGrain).FullName).Fail("no"));
        var mine = seen.Where(activity => activity.TraceId == root.TraceId).ToList();

        Assert.Equal([ActivityKind.Server, ActivityKind.Client, ActivityKind.Server, ActivityKind.Client], mine.Select(activity => activity.Kind));
        Assert.Equal((mine[1].SpanId, root.SpanId), (mine[0].ParentSpanId, mine[1].ParentSpanId));
        Assert.EndsWith("/Name", mine[0].OperationName, StringComparison.Ordinal);
        Assert.Equal("orleans", mine[0].GetTagItem("rpc.system"));
        Assert.All(mine[2..], activity => Assert.Equal((ActivityStatusCode.Error, "no"), (activity.Status, activity.StatusDescription)));
    }

    [Fact]
    public async Task Call_OfAClient_OneTraceFromClientToCallee()
    {
        var seen = new ConcurrentQueue<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name is ActivitySources.ApplicationGrainActivitySourceName or "test",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = seen.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
        using var source = new ActivitySource("test");
        InProcessTestClusterBuilder builder = new(1);
        builder.ConfigureSilo((_, silo) =>
        {
            silo.AddActivityPropagation();
            silo.Services.AddSingleton<Grains.EventLog>();
        });
        builder.ConfigureClient(client => client.AddActivityPropagation().AddActivityPropagation());
        await using var cluster = builder.Build();
        await cluster.DeployAsync();

        using var root = source.StartActivity("root")!;
        await cluster.Client.GetGrain<ICallGrain>("a").Name();
        var mine = seen.Where(activity => activity.TraceId == root.TraceId).ToList();

        Assert.Equal([ActivityKind.Server, ActivityKind.Client], mine.Select(activity => activity.Kind));
        Assert.Equal((mine[1].SpanId, root.SpanId), (mine[0].ParentSpanId, mine[1].ParentSpanId));
    }
}
