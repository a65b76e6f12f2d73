using Krewe.Runtime.Membership;
using Krewe.Runtime.Membership.Probes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Orleans;
using Orleans.GrainDirectory;
using Orleans.Hosting;
using Orleans.Runtime;

namespace Krewe.Runtime.Tests.Membership;

public sealed class MembershipServicesTests
{
    [Fact]
    public async Task Silo_WithoutATable_KnowsItselfOnly()
    {
        using var host = Build(_ => { });
        await host.StartAsync();
        Assert.IsType<LocalMembership>(host.Services.GetRequiredService<IClusterMembershipService>());
        Assert.Equal(SiloStatus.Active, OwnStatus(host));
        await host.StopAsync();
    }

    [Fact]
    public async Task Silo_WithATable_EntersAndLeavesIt()
    {
        var table = new InMemoryMembershipTable();
        var network = new Nobody();
        using var host = Build(services => services
            .AddSingleton<IMembershipTable>(table).AddSingleton<ISiloProber>(network).AddSingleton<IMembershipGossip>(network).AddSingleton<IFatalErrorHandler>(network)
            .Replace(ServiceDescriptor.Singleton<IGrainDirectory>(network)));
        var self = host.Services.GetRequiredService<ILocalSiloDetails>().SiloAddress;

        await host.StartAsync();
        Assert.IsType<ClusterMembership>(host.Services.GetRequiredService<IClusterMembershipService>());
        Assert.Equal(SiloStatus.Active, OwnStatus(host));
        Assert.Equal(SiloStatus.Active, (await table.ReadRowAsync(self)).Members[0].Item1.Status);

        await host.StopAsync();
        Assert.Equal(SiloStatus.Dead, (await table.ReadRowAsync(self)).Members[0].Item1.Status);
        Assert.False(network.WasFatal);
    }

    [Fact]
    public async Task Silo_WithATableAndADirectoryOfItsOwn_DoesNotStart()
    {
        using var host = Build(services => services.AddSingleton<IMembershipTable>(new InMemoryMembershipTable()));

        var error = await Assert.ThrowsAsync<OrleansConfigurationException>(() => host.StartAsync());

        Assert.StartsWith("KRW7049", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Updates_OfTheView_BeginWithTheNewestAndEndWithTheToken()
    {
        var publisher = new MembershipPublisher();
        publisher.Publish(View(3));
        publisher.Publish(View(2));
        using var stop = new CancellationTokenSource();
        await using var updates = publisher.Updates(stop.Token).GetAsyncEnumerator(default);

        Assert.True(await updates.MoveNextAsync());
        Assert.Equal(3, updates.Current.Version.Value);
        var next = updates.MoveNextAsync();
        Assert.False(next.IsCompleted);
        publisher.Publish(View(4));
        Assert.True(await next);
        publisher.Publish(View(5));
        publisher.Publish(View(6));
        Assert.True(await updates.MoveNextAsync());
        Assert.Equal(6, updates.Current.Version.Value);

        stop.Cancel();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await updates.MoveNextAsync());
    }

    private static ClusterMembershipSnapshot View(int version) =>
        new(System.Collections.Immutable.ImmutableDictionary<SiloAddress, ClusterMember>.Empty, new MembershipVersion(version));

    private static SiloStatus OwnStatus(IHost host) => host.Services.GetRequiredService<IClusterMembershipService>()
        .CurrentSnapshot.GetSiloStatus(host.Services.GetRequiredService<ILocalSiloDetails>().SiloAddress);

    private static IHost Build(Action<IServiceCollection> configure)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.UseOrleans(silo => silo.UseLocalhostClustering(siloPort: 0, gatewayPort: 0).ConfigureServices(configure));
        return builder.Build();
    }

    private sealed class Nobody : ISiloProber, IMembershipGossip, IFatalErrorHandler, IGrainDirectory
    {
        public bool WasFatal { get; private set; }

        public Task<bool> ProbeAsync(SiloAddress target, TimeSpan timeout, CancellationToken cancellationToken) => Task.FromResult(false);

        public Task<ProbeReport> ProbeThroughAsync(SiloAddress target, SiloAddress intermediary, TimeSpan timeout, CancellationToken cancellationToken) =>
            Task.FromResult(new ProbeReport(ProbeOutcome.Unknown));

        public void Send(IReadOnlyCollection<SiloAddress> targets, MembershipVersion version)
        {
        }

        public Task<GrainAddress?> Register(GrainAddress address) => Task.FromResult<GrainAddress?>(address);

        public Task<GrainAddress?> Register(GrainAddress address, GrainAddress? previousAddress) => Register(address);

        public Task Unregister(GrainAddress address) => Task.CompletedTask;

        public Task<GrainAddress?> Lookup(GrainId grainId) => Task.FromResult<GrainAddress?>(null);

        public Task UnregisterSilos(List<SiloAddress> siloAddresses) => Task.CompletedTask;

        public void OnFatal(string reason) => WasFatal = true;
    }
}
