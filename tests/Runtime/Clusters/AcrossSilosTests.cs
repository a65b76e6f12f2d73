using Krewe.Runtime.Tests.Calls;
using Krewe.Runtime.Tests.Grains;
using Krewe.Testing.Time;
using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Orleans.Configuration;
using Orleans.Hosting;
using Orleans.Placement;
using Orleans.Runtime;
using Orleans.Runtime.Placement;
using Orleans.TestingHost;

namespace Krewe.Runtime.Tests.Clusters;

/// <summary>What holds within a silo holds between silos on the thread pool: filters, interleaving, placement by one's own classes.</summary>
public sealed class AcrossSilosTests
{
    private readonly ManualTimeProvider _time = new(); // of the test's grains; the engine has the system's
    private readonly EventLog _log = new();
    private readonly List<string> _seen = [];

    [Fact]
    public async Task Filters_CallToAnotherSilo_OutgoingHereIncomingThereInOrder()
    {
        await using var cluster = await DeployAsync((name, silo) => silo
            .AddOutgoingGrainCallFilter(context => SeeAsync($"out {name}", context, () => RequestContext.Set("from", name)))
            .AddIncomingGrainCallFilter(context => SeeAsync($"in {name}", context, () => _seen.Add($"from {RequestContext.Get("from")}"))));
        var grain = await PlaceAsync<IFilteredGrain>(cluster, "a", 1, one => one.Add(0, 0));
        _seen.Clear();
        Assert.Equal(3, await grain.Add(1, 1));
        Assert.Equal(["out Silo_0", "in Silo_1", "from Silo_0", "grain", "in Silo_1 back", "out Silo_0 back"], _seen);
    }

    [Fact]
    public async Task Filters_DeniedOnTheOtherSilo_CallerGetsTheException()
    {
        await using var cluster = await DeployAsync((name, silo) => silo.AddIncomingGrainCallFilter(context =>
            context.TargetId.Key.ToString() == "denied" && name == "Silo_1" ? throw new UnauthorizedAccessException($"denied by {name}") : context.Invoke()));
        var denied = await Assert.ThrowsAsync<UnauthorizedAccessException>(() => PlaceAsync<IFilteredGrain>(cluster, "denied", 1, one => one.Add(1, 1)));
        Assert.Equal("denied by Silo_1", denied.Message);
        Assert.Equal(3, await (await PlaceAsync<IFilteredGrain>(cluster, "a", 1, one => one.Add(0, 0))).Add(1, 1));
    }

    [Theory]
    [InlineData("plain", nameof(IBusyGrain.Work), nameof(IBusyGrain.Work), 1)]
    [InlineData("plain", nameof(IBusyGrain.Read), nameof(IBusyGrain.Read), 2)]
    [InlineData("plain", nameof(IBusyGrain.Read), nameof(IBusyGrain.Work), 1)]
    [InlineData("plain", nameof(IBusyGrain.Work), nameof(IBusyGrain.Read), 1)]
    [InlineData("reentrant", nameof(IBusyGrain.Work), nameof(IBusyGrain.Work), 2)]
    [InlineData("predicate", nameof(IBusyGrain.Work), nameof(IBusyGrain.Rush), 2)]
    [InlineData("predicate", nameof(IBusyGrain.Rush), nameof(IBusyGrain.Work), 2)]
    [InlineData("predicate", nameof(IBusyGrain.Work), nameof(IBusyGrain.Work), 1)]
    public async Task Interleaving_CallsFromAnotherSilo_AsTheAttributesSay(string kind, string first, string second, int inside)
    {
        await using var cluster = await DeployAsync();
        var grain = await (kind switch
        {
            "plain" => PlaceAsync(cluster, factory => factory.GetGrain<IBusyGrain>("a", typeof(BusyGrain).FullName)),
            "reentrant" => PlaceAsync(cluster, factory => factory.GetGrain<IReentrantBusyGrain>("a")),
            _ => PlaceAsync(cluster, factory => factory.GetGrain<IPredicateBusyGrain>("a")),
        });
        var both = Task.WhenAll(Call(grain, first), Call(grain, second));
        Assert.Equal(inside, await grain.Peek()); // sent last and lets itself in: what could come in before it has
        while (!both.IsCompleted)
        {
            _time.Advance(TimeSpan.FromHours(1));
            await grain.Peek();
        }

        await both;
        Assert.Equal(inside, await grain.MaxInside());
    }

    [Fact]
    public async Task CallChain_AllowedOverTwoSilos_ComesBackIn()
    {
        await using var cluster = await DeployAsync();
        var a = await PlaceAsync<IChainGrain>(cluster, "a", 1, one => one.Name());
        await PlaceAsync<IChainGrain>(cluster, "b", 2, one => one.Name());
        Assert.Equal("a", await a.ThereAndBack("b", allow: true));
    }

    [Fact]
    public async Task Strategy_WithoutDirectory_ItsDirectorNamesTheSiloForEveryCaller()
    {
        await using var cluster = await DeployAsync();
        foreach (var caller in cluster.Silos)
        {
            Assert.Equal(cluster.Silos[2].SiloAddress, await Factory(caller).GetGrain<IHostBoundGrain>("Silo_2").Where());
        }
    }

    [Fact]
    public async Task Filter_OfOnesOwn_LeavesTheSameSilosForEveryCaller()
    {
        await using var cluster = await DeployAsync();
        foreach (var (number, caller) in cluster.Silos.Index())
        {
            Assert.Equal(cluster.Silos[1].SiloAddress, await Factory(caller).GetGrain<IOddGrain>($"{number}").Where());
        }

        Assert.Equal(3, _log.Events.Count(one => one == "odd 0"));
    }

    private static IGrainFactory Factory(InProcessSiloHandle silo) => silo.ServiceProvider.GetRequiredService<IGrainFactory>();

    private static Task Call(IBusyGrain grain, string method) => method switch
    {
        nameof(IBusyGrain.Work) => grain.Work(TimeSpan.FromHours(1)),
        nameof(IBusyGrain.Read) => grain.Read(TimeSpan.FromHours(1)),
        _ => grain.Rush(TimeSpan.FromHours(1)),
    };

    private static async Task<IBusyGrain> PlaceAsync<T>(InProcessTestCluster cluster, Func<IGrainFactory, T> reference) where T : IBusyGrain
    {
        var grain = reference(Factory(cluster.Silos[0]));
        RequestContext.Set(IPlacementDirector.PlacementHintKey, cluster.Silos[1].SiloAddress);
        await grain.Peek();
        RequestContext.Clear();
        return grain;
    }

    /// <summary>A grain that is active on that silo, as the first silo calls it.</summary>
    private static async Task<T> PlaceAsync<T>(InProcessTestCluster cluster, string key, int silo, Func<T, Task> first) where T : IGrainWithStringKey
    {
        var grain = Factory(cluster.Silos[0]).GetGrain<T>(key);
        RequestContext.Set(IPlacementDirector.PlacementHintKey, cluster.Silos[silo].SiloAddress);
        try
        {
            await first(grain);
        }
        finally
        {
            RequestContext.Clear();
        }

        return grain;
    }

    private async Task SeeAsync(string what, IGrainCallContext context, Action meanwhile)
    {
        if (context.InterfaceMethod.DeclaringType != typeof(IFilteredGrain))
        {
            await context.Invoke(); // of the engine's own grains
            return;
        }

        _seen.Add(what);
        meanwhile();
        await context.Invoke();
        _seen.Add($"{what} back");
    }

    private async Task<InProcessTestCluster> DeployAsync(Action<string, ISiloBuilder>? configure = null)
    {
        var builder = new InProcessTestClusterBuilder(3);
        builder.Options.AssumeHomogenousSilosForTesting = false;
        builder.ConfigureSilo((own, silo) =>
        {
            silo.Services.AddSingleton(_log).AddSingleton(_seen);
            silo.Services.AddKeyedSingleton(TimeProviderNames.Grains, TimeProvider.System);
            silo.Services.AddKeyedSingleton(TimeProviderNames.Membership, TimeProvider.System);
            silo.Services.AddSingleton<TimeProvider>(_time);
            silo.AddPlacementDirector<HostBound, HostBoundDirector>();
            silo.Services.AddPlacementFilter<OddSilosFilter, OddSilosDirector>(ServiceLifetime.Transient);
            silo.Services.AddPlacementFilter<NamedSiloFilter, NamedSiloDirector>(ServiceLifetime.Transient);
            silo.Configure<SiloMessagingOptions>(messaging => messaging.ResponseTimeout = TimeSpan.FromMinutes(5));
            configure?.Invoke(own.SiloName, silo);
        });
        var cluster = builder.Build();
        await cluster.DeployAsync();
        return cluster;
    }
}
