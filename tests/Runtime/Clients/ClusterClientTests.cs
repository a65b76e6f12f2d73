using Krewe.Runtime.Clients;
using Krewe.Runtime.Clients.Gateways;
using Krewe.Runtime.Tests.Grains;
using Krewe.Runtime.Tests.Observers;
using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Orleans.Hosting;
using Orleans.Runtime;
using Orleans.TestingHost;

namespace Krewe.Runtime.Tests.Clients;

/// <summary>A client of a cluster in memory, on the thread pool: nothing is waited for by time.</summary>
public sealed class ClusterClientTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(10);

    [Fact]
    public async Task Call_FromOutside_ContextResultsAndErrorsCross()
    {
        await using var cluster = await DeployAsync();
        var grain = cluster.Client.GetGrain<ICallGrain>("a");
        RequestContext.Set("who", "me");

        Assert.Equal("me", await grain.Context("who"));
        Assert.Equal("a", await grain.Name());
        Assert.Equal(7, (await Assert.ThrowsAsync<OwnException>(() => grain.Throw("own"))).Code);
        RequestContext.Clear();
    }

    [Fact]
    public async Task Cancel_WhileItRuns_CalleeIsTold()
    {
        await using var cluster = await DeployAsync();
        using CancellationTokenSource source = new();
        var call = cluster.Client.GetGrain<ICallGrain>("a").Stay(Long, source.Token);
        await UntilAsync(cluster, log => log.Events.Contains("begun"));

        await source.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        await UntilAsync(cluster, log => log.Events.Contains("cancelled"));
    }

    [Fact]
    public async Task Choose_ManyGrains_AllGatewaysAreUsedAndTheLossOfOneMovesItsOwnOnly()
    {
        await using var cluster = await DeployAsync();
        var pool = cluster.Client.ServiceProvider.GetRequiredService<GatewayPool>();
        await AllConnectedAsync(pool, 3);
        GrainId[] grains = [.. Enumerable.Range(0, 300).Select(key => GrainId.Create("test.random", $"{key}"))];
        var before = grains.ToDictionary(grain => grain, grain => pool.Choose(grain)!.Gateway);

        var killed = cluster.Silos[1];
        await cluster.KillSiloAsync(killed);
        await AllConnectedAsync(pool, 2);

        Assert.All(before.CountBy(one => one.Value), pair => Assert.InRange(pair.Value, 60, 140));
        Assert.All(before, pair => Assert.True(
            pair.Value == killed.GatewayAddress || pool.Choose(pair.Key)!.Gateway == pair.Value, $"{pair.Key} moved without need"));
    }

    [Fact]
    public async Task Kill_GatewayWithCallsInFlight_TheyFailAndTheNextAreServed()
    {
        await using var cluster = await DeployAsync();
        var pool = cluster.Client.ServiceProvider.GetRequiredService<GatewayPool>();
        await AllConnectedAsync(pool, 3);
        var (grain, gateway) = await FindElsewhereAsync(cluster, pool);
        var call = grain.Hold(Long);
        await UntilRunsAsync(grain, cluster);

        await cluster.KillSiloAsync(gateway);

        var lost = await Assert.ThrowsAsync<SiloUnavailableException>(() => call.WaitAsync(Patience));
        Assert.StartsWith("KRW7231", lost.Message, StringComparison.Ordinal);
        Assert.NotEqual(gateway.SiloAddress, await cluster.Client.GetGrain<IRandomGrain>("another").Where());
        var host = await cluster.Client.GetGrain<IManagementGrain>(0).GetActivationAddress(grain);
        await cluster.KillSiloAsync(cluster.Silos.Single(silo => silo.SiloAddress == host)); // The call still runs, and a silo that stops waits for it.
    }

    [Fact]
    public async Task Kill_SiloOfTheGrain_CallerIsToldThroughItsGateway()
    {
        await using var cluster = await DeployAsync();
        var pool = cluster.Client.ServiceProvider.GetRequiredService<GatewayPool>();
        await AllConnectedAsync(pool, 3);
        var (grain, _) = await FindElsewhereAsync(cluster, pool);
        var host = await grain.Where();
        var call = grain.Hold(Long);
        await UntilRunsAsync(grain, cluster);

        await cluster.KillSiloAsync(cluster.Silos.Single(silo => silo.SiloAddress == host));

        var lost = await Assert.ThrowsAsync<SiloUnavailableException>(() => call.WaitAsync(Patience));
        Assert.StartsWith("KRW7042", lost.Message, StringComparison.Ordinal);
        Assert.NotEqual(host, await grain.Where());
    }

    [Fact]
    public async Task RollingRestart_UnderLoad_NoCallFails()
    {
        await using var cluster = await DeployAsync();
        using CancellationTokenSource stopped = new();
        var callers = Enumerable.Range(0, 4).Select(caller => Task.Run(async () =>
        {
            var calls = 0;
            for (; !stopped.IsCancellationRequested; calls++)
            {
                await cluster.Client.GetGrain<IRandomGrain>($"{caller}-{calls % 30}").Add(1);
            }

            return calls;
        })).ToArray();
        foreach (var silo in cluster.Silos)
        {
            await cluster.RestartSiloAsync(silo);
        }

        await stopped.CancelAsync();
        Assert.All(await Task.WhenAll(callers), calls => Assert.InRange(calls, 1, int.MaxValue));
    }

    [Fact]
    public async Task Observer_OfTheClient_IsReachedFromAllSilosAndAfterTheLossOfItsGateway()
    {
        await using var cluster = await DeployAsync();
        var pool = cluster.Client.ServiceProvider.GetRequiredService<GatewayPool>();
        await AllConnectedAsync(pool, 3);
        Bell bell = new();
        var reference = cluster.Client.CreateObjectReference<IBellObserver>(bell);
        var grains = Enumerable.Range(0, 12).Select(key => cluster.Client.GetGrain<IBellGrain>($"{key}")).ToArray();
        Assert.All(await Task.WhenAll(grains.Select(grain => grain.Ask(reference, 1))), answer => Assert.Equal(2, answer));
        await Task.WhenAll(grains.Select(grain => grain.Subscribe(reference)));
        await grains[0].Ring(5);
        Assert.Equal(5, await bell.NextAsync());

        await cluster.KillSiloAsync(cluster.Silos[0]);
        await AllConnectedAsync(pool, 2);

        Assert.All(await Task.WhenAll(grains.Select(grain => grain.Ask(reference, 2))), answer => Assert.Equal(3, answer));
        GC.KeepAlive(bell);
    }

    [Fact]
    public async Task Observer_OfAStoppedClient_CallerIsTold()
    {
        await using var cluster = await DeployAsync();
        var other = await cluster.StartClientAsync();
        Bell bell = new();
        var theirs = other.Services.GetRequiredService<IClusterClient>().CreateObjectReference<IBellObserver>(bell);
        var grain = cluster.Client.GetGrain<IBellGrain>("a");
        var reference = cluster.Client.GetGrain<IBellObserver>(theirs.GetGrainId());
        Assert.Equal(2, await grain.Ask(reference, 1));
        Assert.Equal(4, await reference.Answer(3)); // from client to client

        await cluster.StopClientAsync(other);
        while (cluster.Silos.Any(silo => silo.ServiceProvider.GetRequiredService<ClientGateway>().Count > 1))
        {
            await Task.Yield();
        }

        await Assert.ThrowsAsync<ClientNotAvailableException>(() => grain.Ask(reference, 1).WaitAsync(Patience));
        GC.KeepAlive(bell);
    }

    [Fact]
    public async Task Status_AllGatewaysLostAndOneBack_ObserversAreTold()
    {
        Status status = new();
        await using var cluster = await DeployAsync(silos: 1, client => client.AddClusterConnectionStatusObserver(status));

        await cluster.StopSiloAsync(cluster.Silos[0]);
        await status.Lost.Task.WaitAsync(Patience);
        var refused = await Assert.ThrowsAsync<OrleansMessageRejectionException>(() => cluster.Client.GetGrain<IRandomGrain>("a").Where());
        await cluster.StartAdditionalSiloAsync();
        await status.Recovered.Task.WaitAsync(Patience);

        Assert.StartsWith("KRW7233", refused.Message, StringComparison.Ordinal);
        await cluster.Client.GetGrain<IRandomGrain>("a").Where();
    }

    private static async Task<InProcessTestCluster> DeployAsync(short silos = 3, Action<IClientBuilder>? client = null)
    {
        var builder = new InProcessTestClusterBuilder(silos);
        builder.ConfigureSilo((_, silo) => silo.Services.AddSingleton<EventLog>());
        builder.ConfigureClient(configure => client?.Invoke(configure));
        var cluster = builder.Build();
        await cluster.DeployAsync();
        return cluster;
    }

    /// <summary>A grain, active, whose gateway is not the silo where it is.</summary>
    private static async Task<(IRandomGrain Grain, InProcessSiloHandle Gateway)> FindElsewhereAsync(InProcessTestCluster cluster, GatewayPool pool)
    {
        for (var key = 0; ; key++)
        {
            var grain = cluster.Client.GetGrain<IRandomGrain>($"{key}");
            var gateway = cluster.Silos.Single(silo => silo.GatewayAddress == pool.Choose(grain.GetGrainId())!.Gateway);
            if (await grain.Where() != gateway.SiloAddress)
            {
                return (grain, gateway);
            }
        }
    }

    private static async Task UntilRunsAsync(IRandomGrain grain, InProcessTestCluster cluster)
    {
        Assert.True(cluster.TryGetGrainContext(grain.GetGrainId(), out var context));
        while (((Krewe.Runtime.Activations.Activation)context!).Load == 0)
        {
            await Task.Yield();
        }
    }

    private static async Task AllConnectedAsync(GatewayPool pool, int count)
    {
        while (pool.ConnectedCount != count)
        {
            await Task.Yield();
        }
    }

    private static async Task UntilAsync(InProcessTestCluster cluster, Func<EventLog, bool> condition)
    {
        while (!cluster.Silos.Any(silo => condition(silo.ServiceProvider.GetRequiredService<EventLog>())))
        {
            await Task.Yield();
        }
    }

    private sealed class Status : IClusterConnectionStatusObserver
    {
        public TaskCompletionSource Lost { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public TaskCompletionSource Recovered { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public void NotifyGatewayCountChanged(int currentNumberOfGateways, int previousNumberOfGateways, bool connectionRecovered)
        {
            if (connectionRecovered)
            {
                Recovered.TrySetResult();
            }
        }

        public void NotifyClusterConnectionLost() => Lost.TrySetResult();
    }
}
