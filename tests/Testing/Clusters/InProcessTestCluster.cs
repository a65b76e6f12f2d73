using System.Collections.ObjectModel;
using System.Net;
using Krewe.Runtime.Activations;
using Krewe.Runtime.CodeGeneration;
using Krewe.Runtime.Hosting;
using Krewe.Runtime.Membership;
using Krewe.Runtime.Messaging;
using Krewe.Testing.Clusters;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Orleans;
using Orleans.Configuration;
using Orleans.Core.Internal;
using Orleans.GrainDirectory;
using Orleans.Hosting;
using Orleans.Runtime;
using Orleans.Runtime.Placement;

namespace Orleans.TestingHost;

/// <summary>
/// Several silos in this process on the thread pool: a network in memory that serializes, one membership table, one directory. There is no storage
/// unless it is configured. Membership is the real one; who is killed here is declared dead at once.
/// </summary>
public sealed class InProcessTestCluster : IAsyncDisposable
{
    private readonly InProcessTestClusterOptions _options;
    private readonly Action<IHostApplicationBuilder>[] _hosts;
    private readonly Action<InProcessTestSiloSpecificOptions, ISiloBuilder>[] _configure;
    private readonly List<InProcessSiloHandle> _silos = [];
    private readonly InMemoryNetwork _network = new();
    private readonly InMemoryMembershipTable _membership = new();
    private readonly SharedGrainDirectory _directory;
    private int _started;

    internal InProcessTestCluster(
        InProcessTestClusterOptions options, Action<IHostApplicationBuilder>[] hosts, Action<InProcessTestSiloSpecificOptions, ISiloBuilder>[] silos)
    {
        _options = options;
        _hosts = hosts;
        _configure = silos;
        _directory = new SharedGrainDirectory(new GrainDirectoryTable(StatusOf));
    }

    /// <summary>A way in, through the first silo that runs.</summary>
    public IClusterClient Client => Silos[0].ServiceProvider.GetRequiredService<IClusterClient>();

    /// <summary>The silos that run.</summary>
    public ReadOnlyCollection<InProcessSiloHandle> Silos => _silos.Where(silo => silo.IsActive).ToList().AsReadOnly();

    /// <summary>Starts the first silos.</summary>
    public async Task DeployAsync() => await StartSilosAsync(_options.InitialSilosCount);

    /// <summary>Starts a silo more.</summary>
    public async Task<InProcessSiloHandle> StartAdditionalSiloAsync()
    {
        int number = _started++;
        HostApplicationBuilder host = Host.CreateEmptyApplicationBuilder(null);
        Array.ForEach(_hosts, configure => configure(host));
        host.UseOrleans(silo =>
        {
            InProcessTestSiloSpecificOptions own = new() { SiloName = $"Silo_{number}", SiloPort = 11_111 + number };
            silo.ConfigureEndpoints(IPAddress.Loopback, own.SiloPort, 0);
            silo.Configure<ClusterOptions>(cluster => (cluster.ClusterId, cluster.ServiceId) = (_options.ClusterId, _options.ServiceId));
            silo.Configure<SiloOptions>(options => options.SiloName = own.SiloName);
            silo.Configure<SiloMessagingOptions>(options => options.AssumeHomogenousSilosForTesting = _options.AssumeHomogenousSilosForTesting);
            Connect(silo.Services);
            Array.ForEach(_configure, configure => configure(own, silo));
        });
        InProcessSiloHandle handle = new(host.Build(), number);
        await handle.Host.StartAsync();
        _silos.Add(handle);
        return handle;
    }

    /// <summary>Starts silos.</summary>
    /// <param name="silosToStart">How many.</param>
    public async Task<List<InProcessSiloHandle>> StartSilosAsync(int silosToStart)
    {
        List<InProcessSiloHandle> started = [];
        for (int left = silosToStart; left > 0; left--)
        {
            started.Add(await StartAdditionalSiloAsync());
        }

        return started;
    }

    /// <summary>Stops a silo in order.</summary>
    /// <param name="instance">The silo.</param>
    public async Task StopSiloAsync(InProcessSiloHandle instance)
    {
        if (instance.IsActive)
        {
            instance.IsActive = false;
            await instance.Host.StopAsync();
            _network.Disconnect(instance.SiloAddress);
            instance.Host.Dispose();
        }
    }

    /// <summary>Takes a silo out of the cluster without a word: nothing that it still does reaches anybody, and the others know that it is dead.</summary>
    /// <param name="instance">The silo.</param>
    public async Task KillSiloAsync(InProcessSiloHandle instance)
    {
        if (!instance.IsActive)
        {
            return;
        }

        instance.IsActive = false;
        _network.Disconnect(instance.SiloAddress);
        instance.ServiceProvider.GetRequiredService<MembershipAgent>().Abandon();
        instance.ServiceProvider.GetRequiredService<MessageCenter>().Close();
        instance.ServiceProvider.GetRequiredService<Catalog>().Abandon();
        if (Silos is [var witness, ..])
        {
            await Membership(witness).TryKill(instance.SiloAddress);
            await WaitForLivenessToStabilizeAsync(didKill: true);
        }
    }

    /// <summary>Stops a silo and starts another one.</summary>
    /// <param name="instance">The silo.</param>
    public async Task<InProcessSiloHandle?> RestartSiloAsync(InProcessSiloHandle instance)
    {
        await StopSiloAsync(instance);
        return await StartAdditionalSiloAsync();
    }

    /// <summary>Stops all silos.</summary>
    public async Task StopAllSilosAsync()
    {
        foreach (InProcessSiloHandle silo in Silos.Reverse())
        {
            await StopSiloAsync(silo);
        }
    }

    /// <summary>The services of a silo; of the first one when none is named.</summary>
    /// <param name="silo">The silo.</param>
    public IServiceProvider GetSiloServiceProvider(SiloAddress? silo = null) =>
        Silos.First(one => silo is null || one.SiloAddress == silo).ServiceProvider;

    /// <summary>Completes when all silos see the same cluster.</summary>
    /// <param name="didKill">Has no effect here.</param>
    public Task WaitForLivenessToStabilizeAsync(bool didKill = false) =>
        Task.WhenAll(Silos.Select(silo => Membership(silo).Refresh().AsTask()));

    /// <summary>Moves a grain, and completes when its activation has ended where it was.</summary>
    /// <param name="grainId">The grain.</param>
    /// <param name="targetSilo">Where to; null for where it would be placed.</param>
    public async Task MigrateAsync(GrainId grainId, SiloAddress? targetSilo = null)
    {
        if (!TryGetGrainContext(grainId, out IGrainContext? context))
        {
            return;
        }

        context!.Migrate(targetSilo is null ? null : new Dictionary<string, object> { [IPlacementDirector.PlacementHintKey] = targetSilo });
        await context.Deactivated;
    }

    /// <summary>Moves a grain, and completes when its activation has ended where it was.</summary>
    /// <param name="grain">The grain.</param>
    /// <param name="targetSilo">Where to; null for where it would be placed.</param>
    public Task MigrateAsync(IAddressable grain, SiloAddress? targetSilo = null) => MigrateAsync(grain.GetGrainId(), targetSilo);

    /// <summary>Ends a grain's activation, and completes when it has ended.</summary>
    /// <param name="grain">The grain.</param>
    public async Task DeactivateAsync(IAddressable grain)
    {
        if (TryGetGrainContext(grain.GetGrainId(), out IGrainContext? context))
        {
            await Client.GetGrain(grain.GetGrainId()).Cast<IGrainManagementExtension>().DeactivateOnIdle();
            await context!.Deactivated;
        }
    }

    /// <summary>The activation of a grain. False when it has none.</summary>
    /// <param name="grainId">The grain.</param>
    /// <param name="grainContext">The activation.</param>
    public bool TryGetGrainContext(GrainId grainId, out IGrainContext? grainContext)
    {
        grainContext = Silos
            .Select(silo => silo.ServiceProvider.GetRequiredService<Catalog>().Find(grainId))
            .FirstOrDefault(found => found is not null);
        return grainContext is not null;
    }

    /// <summary>Stops all silos.</summary>
    public async ValueTask DisposeAsync()
    {
        await StopAllSilosAsync();
        foreach (InProcessSiloHandle killed in _silos)
        {
            killed.Host.Dispose();
        }
    }

    private static IClusterMembershipService Membership(InProcessSiloHandle silo) => silo.ServiceProvider.GetRequiredService<IClusterMembershipService>();

    private SiloStatus StatusOf(SiloAddress silo) =>
        _membership.ReadRowAsync(silo).GetAwaiter().GetResult().Members is [var row] ? row.Item1.Status : SiloStatus.None;

    private void Connect(IServiceCollection services)
    {
        services.AddSingleton<IMembershipTable>(_membership);
        services.Replace(ServiceDescriptor.Singleton<IFatalErrorHandler>(provider => new InProcessEnd(
            () => _network.Disconnect(provider.GetRequiredService<ILocalSiloDetails>().SiloAddress))));
        services.Replace(ServiceDescriptor.Singleton<IGrainDirectory>(_directory));
        services.Replace(ServiceDescriptor.Singleton(provider => _network.Connect(
            provider.GetRequiredService<ILocalSiloDetails>().SiloAddress, new Lazy<IGrainCallSender>(provider.GetRequiredService<IGrainCallSender>))));
        ClusterServices.Add(services);
    }
}
