using System.Net;
using Krewe.Runtime.Clients.Sockets;
using Krewe.Runtime.Tests.Grains;
using Krewe.Runtime.Tests.Observers;
using Krewe.Runtime.Tests.Transport;
using Krewe.Runtime.Transport;
using Krewe.Testing.Silos;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans;
using Orleans.Configuration;
using Orleans.Hosting;
using Orleans.Runtime;
using Orleans.Runtime.Messaging;

namespace Krewe.Runtime.Tests.Clients;

/// <summary>Clients over sockets on loopback.</summary>
[Collection(nameof(Sockets))]
public sealed class SocketClientTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task Call_OverSockets_CallsObserversAndCancellationsCross()
    {
        await using var silo = await StartSiloAsync();
        using var host = await StartClientAsync(GatewayOf(silo));
        var client = host.Services.GetRequiredService<IClusterClient>();
        Bell bell = new();
        var reference = client.CreateObjectReference<IBellObserver>(bell);
        var grain = client.GetGrain<IBellGrain>("a");
        await grain.Subscribe(reference);
        using CancellationTokenSource source = new();
        var cancelled = client.GetGrain<ICallGrain>("b").Stay(TimeSpan.FromMinutes(10), source.Token);

        Assert.Equal(1, await grain.Ring(9));
        Assert.Equal(9, await bell.NextAsync());
        Assert.Equal(3, await grain.Ask(reference, 2));
        Assert.Equal(7, (await Assert.ThrowsAsync<OwnException>(() => client.GetGrain<ICallGrain>("c").Throw("own"))).Code);
        await UntilAsync(silo, "begun");
        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled);
        await UntilAsync(silo, "cancelled");
        await host.StopAsync();
        GC.KeepAlive(bell);
    }

    [Fact]
    public async Task Call_ManyAtOnce_AllAreAnswered()
    {
        await using var silo = await StartSiloAsync();
        using var host = await StartClientAsync(GatewayOf(silo));
        var client = host.Services.GetRequiredService<IClusterClient>();

        var names = await Task.WhenAll(Enumerable.Range(0, 2_000).Select(call => client.GetGrain<ICallGrain>($"{call % 50}").Name().AsTask()));

        Assert.All(names.Index(), pair => Assert.Equal($"{pair.Index % 50}", pair.Item));
        await host.StopAsync();
    }

    [Fact]
    public async Task Tls_BothSides_IsServed()
    {
        using TestCertificates authority = new();
        await using var silo = await StartSiloAsync(configure: builder => builder.UseTransportTls(Trust));
        using var host = await StartClientAsync(GatewayOf(silo), client => client.Configure<TransportOptions>(options => Trust(options.Tls = new TransportTlsOptions())));

        Assert.Equal("a", await host.Services.GetRequiredService<IClusterClient>().GetGrain<ICallGrain>("a").Name());
        await host.StopAsync();

        void Trust(TransportTlsOptions tls) => (tls.Certificate, tls.AuthorityFile) = (authority.Issue(), authority.AuthorityFile);
    }

    [Theory]
    [InlineData("other", "dev", "another cluster")]
    [InlineData("dev", "other", "another service")]
    public async Task Start_OfElsewhere_FailsWithTheReasonAndWithoutRetry(string cluster, string service, string reason)
    {
        await using var silo = await StartSiloAsync();

        var error = await Assert.ThrowsAsync<ConnectionFailedException>(() => StartClientAsync(
            GatewayOf(silo), client => client.Configure<ClusterOptions>(options => (options.ClusterId, options.ServiceId) = (cluster, service))));

        Assert.StartsWith("KRW7230", error.Message, StringComparison.Ordinal);
        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_AtThePortForSilos_SaysSo()
    {
        await using var peer = TransportPeer.Start();

        var error = await Assert.ThrowsAsync<ConnectionFailedException>(() => StartClientAsync(
            peer.Address.Endpoint, client => client.Configure<ClusterOptions>(options => (options.ClusterId, options.ServiceId) = ("test", "service"))));

        Assert.Contains("GatewayPort", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_NobodyThere_TheFilterDecides()
    {
        var attempts = 0;

        var error = await Assert.ThrowsAsync<ConnectionFailedException>(() => StartClientAsync(
            new IPEndPoint(IPAddress.Loopback, 1), client => client.UseConnectionRetryFilter((_, _) => Task.FromResult(++attempts < 3))));

        Assert.Equal(3, attempts);
        Assert.StartsWith("KRW7230", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Restart_OfTheOnlyGateway_CallsInFlightFailAndTheClientComesBack()
    {
        var first = await StartSiloAsync();
        var gateway = GatewayOf(first);
        Recovery recovery = new();
        using var host = await StartClientAsync(gateway, client => client.AddClusterConnectionStatusObserver(recovery));
        var grain = host.Services.GetRequiredService<IClusterClient>().GetGrain<ICallGrain>("a");
        Assert.Equal("a", await grain.Name());

        await first.DisposeAsync();
        await recovery.Lost.Task.WaitAsync(Patience);
        var refused = await Assert.ThrowsAsync<OrleansMessageRejectionException>(() => grain.Name().AsTask());
        await using var second = await StartSiloAsync(gateway.Port);
        await recovery.Recovered.Task.WaitAsync(Patience);

        Assert.StartsWith("KRW7233", refused.Message, StringComparison.Ordinal);
        Assert.Equal("a", await grain.Name());
        await host.StopAsync();
    }

    private static IPEndPoint GatewayOf(TestSilo silo) => silo.Services.GetRequiredService<ILocalSiloDetails>().GatewayAddress.Endpoint;

    private static Task<TestSilo> StartSiloAsync(int port = 0, Action<ISiloBuilder>? configure = null) => TestSilo.StartAsync(builder =>
    {
        builder.Configure<EndpointOptions>(options => options.GatewayListeningEndpoint = new IPEndPoint(IPAddress.Loopback, port));
        builder.Services.AddSingleton<EventLog>();
        SocketGatewayServices.Add(builder.Services);
        configure?.Invoke(builder);
    });

    private static async Task<IHost> StartClientAsync(IPEndPoint gateway, Action<IClientBuilder>? configure = null)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.UseOrleansClient(client =>
        {
            client.UseLocalhostClustering(gateway.Port);
            client.Configure<ConnectionOptions>(options => options.ConnectionRetryDelay = TimeSpan.FromMilliseconds(20));
            configure?.Invoke(client);
        });
        var host = builder.Build();
        try
        {
            await host.StartAsync();
            return host;
        }
        catch
        {
            host.Dispose();
            throw;
        }
    }

    private static async Task UntilAsync(TestSilo silo, string noted)
    {
        while (!silo.Services.GetRequiredService<EventLog>().Events.Contains(noted))
        {
            await Task.Yield();
        }
    }

    private sealed class Recovery : IClusterConnectionStatusObserver
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
