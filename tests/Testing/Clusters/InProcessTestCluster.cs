using System.Collections.Immutable;
using System.Collections.ObjectModel;
using System.Net;
using Krewe.Runtime.Activations;
using Krewe.Runtime.Clients;
using Krewe.Runtime.Clients.Gateways;
using Krewe.Runtime.CodeGeneration;
using Krewe.Runtime.Hosting;
using Krewe.Runtime.Membership;
using Krewe.Runtime.Messaging;
using Krewe.Testing.Clusters;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Orleans.Configuration;
using Orleans.Core.Internal;
using Orleans.GrainDirectory;
using Orleans.Hosting;
using Orleans.Messaging;
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
    private ImmutableList<InProcessSiloHandle> _silos = []; // replaced by who starts silos, read by clients on any thread
    private readonly InMemoryNetwork _network = new();
    private readonly InMemoryMembershipTable _membership = new();
    private readonly SharedGrainDirectory _directory;
    private readonly Action<IHostApplicationBuilder>[] _clientHosts;
    private readonly Action<IClientBuilder>[] _clients;
    private readonly List<IHost> _clientsRunning = [];
    private IHost? _client;
    private int _started;

    internal InProcessTestCluster(
        InProcessTestClusterOptions options,
        Action<IHostApplicationBuilder>[] hosts,
        Action<InProcessTestSiloSpecificOptions, ISiloBuilder>[] silos,
        Action<IHostApplicationBuilder>[] clientHosts,
        Action<IClientBuilder>[] clients)
    {
        _clientHosts = clientHosts;
        _clients = clients;
        _options = options;
        _hosts = hosts;
        _configure = silos;
        _directory = new SharedGrainDirectory(new GrainDirectoryTable(StatusOf));
    }

    /// <summary>A client outside of the silos.</summary>
    public IClusterClient Client => (_client ?? throw new InvalidOperationException("The client has not been started: InitializeClientAsync."))
        .Services.GetRequiredService<IClusterClient>();

    /// <summary>The silos that run.</summary>
    public ReadOnlyCollection<InProcessSiloHandle> Silos => _silos.Where(silo => silo.IsActive).ToList().AsReadOnly();

    /// <summary>Starts the first silos.</summary>
    public async Task DeployAsync()
    {
        await StartSilosAsync(_options.InitialSilosCount);
        if (_options.InitializeClientOnDeploy)
        {
            await InitializeClientAsync();
        }
    }

    /// <summary>Starts the client, in place of the one that ran.</summary>
    public async Task InitializeClientAsync()
    {
        await StopClientAsync();
        _client = await StartClientAsync();
    }

    /// <summary>Stops the client.</summary>
    public async Task StopClientAsync()
    {
        if (_client is { } client)
        {
            _client = null;
            await StopClientAsync(client);
        }
    }

    /// <summary>Starts a client more.</summary>
    public async Task<IHost> StartClientAsync()
    {
        HostApplicationBuilder host = Host.CreateEmptyApplicationBuilder(null);
        Array.ForEach(_clientHosts, configure => configure(host));
        host.UseOrleansClient(client =>
        {
            client.Configure<ClusterOptions>(cluster => (cluster.ClusterId, cluster.ServiceId) = (_options.ClusterId, _options.ServiceId));
            client.Services.AddSingleton<IGatewayListProvider>(new InMemoryGatewayList(StatusOf, Gateways));
            client.Services.AddSingleton<IGatewayConnector>(provider =>
                new InMemoryGatewayConnector(_network, new Lazy<IGrainCallSender>(provider.GetRequiredService<IGrainCallSender>), provider.GetRequiredService<EngineClock>().Grains));
            Array.ForEach(_clients, configure => configure(client));
        });
        IHost built = host.Build();
        await built.StartAsync();
        _clientsRunning.Add(built);
        return built;
    }

    /// <summary>Stops a client.</summary>
    /// <param name="client">The client.</param>
    public async Task StopClientAsync(IHost client)
    {
        if (_clientsRunning.Remove(client))
        {
            await client.StopAsync();
            client.Dispose();
        }
    }

    /// <summary>Starts a silo more.</summary>
    public async Task<InProcessSiloHandle> StartAdditionalSiloAsync()
    {
        int number = _started++;
        HostApplicationBuilder host = Host.CreateEmptyApplicationBuilder(null);
        Array.ForEach(_hosts, configure => configure(host));
        host.UseOrleans(silo =>
        {
            InProcessTestSiloSpecificOptions own = new() { SiloName = $"Silo_{number}", SiloPort = 11_111 + number };
            silo.ConfigureEndpoints(IPAddress.Loopback, own.SiloPort, _options.GatewayPerSilo || number == 0 ? 30_000 + number : 0);
            silo.Configure<ClusterOptions>(cluster => (cluster.ClusterId, cluster.ServiceId) = (_options.ClusterId, _options.ServiceId));
            silo.Configure<SiloOptions>(options => options.SiloName = own.SiloName);
            silo.Configure<SiloMessagingOptions>(options => options.AssumeHomogenousSilosForTesting = _options.AssumeHomogenousSilosForTesting);
            Connect(silo.Services);
            Array.ForEach(_configure, configure => configure(own, silo));
        });
        InProcessSiloHandle handle = new(host.Build(), number);
        await handle.Host.StartAsync();
        _silos = _silos.Add(handle);
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
            await _network.Disconnect(instance.SiloAddress);
            instance.Host.Dispose();
        }
    }

    /// <summary>Takes a silo out of the cluster without a word: nothing that it still does reaches anybody, and the others know that it is dead; its clients have lost their connection to it.</summary>
    /// <param name="instance">The silo.</param>
    public async Task KillSiloAsync(InProcessSiloHandle instance)
    {
        if (!instance.IsActive)
        {
            return;
        }

        instance.IsActive = false;
        Task clients = _network.Disconnect(instance.SiloAddress);
        instance.ServiceProvider.GetRequiredService<MembershipAgent>().Abandon();
        instance.ServiceProvider.GetRequiredService<MessageCenter>().Close();
        instance.ServiceProvider.GetRequiredService<Catalog>().Abandon();
        await clients; // a call over a connection that is dead and not known to be would end with KRW7231
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

    /// <summary>Stops clients and silos.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (IHost client in _clientsRunning.ToArray())
        {
            await StopClientAsync(client);
        }

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
            provider.GetRequiredService<ILocalSiloDetails>().SiloAddress, new Lazy<IGrainCallSender>(provider.GetRequiredService<IGrainCallSender>),
            provider.GetRequiredService<EngineClock>().Grains)));
        ClusterServices.Add(services);
        services.AddSingleton<ILifecycleParticipant<ISiloLifecycle>>(provider =>
        {
            ILocalSiloDetails silo = provider.GetRequiredService<ILocalSiloDetails>();
            Lazy<IGrainCallSender> references = new(provider.GetRequiredService<IGrainCallSender>);
            return new InMemoryGatewayParticipant(
                _network, silo.SiloAddress, new InMemoryGateway(_network, silo.GatewayAddress, provider.GetRequiredService<ClientGateway>().Connect, references, provider.GetRequiredService<EngineClock>().Grains));
        });
    }

    private IEnumerable<(SiloAddress Silo, SiloAddress Gateway)> Gateways() => Silos
        .Where(silo => silo.GatewayAddress.Endpoint.Port != 0)
        .Select(silo => (silo.SiloAddress, silo.GatewayAddress));
}
