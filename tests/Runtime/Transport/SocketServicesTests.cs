using System.Net;
using Krewe.Runtime.Tests.Grains;
using Krewe.Runtime.Transport;
using Krewe.Runtime.Transport.Connections;
using Krewe.Testing.Silos;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Hosting;
using Orleans.Runtime;

namespace Krewe.Runtime.Tests.Transport;

[Collection(nameof(Sockets))]
public sealed class SocketServicesTests
{
    [Fact]
    public async Task Start_PortZero_SiloIsKnownByThePortThatItHas()
    {
        await using var silo = await TestSilo.StartAsync(builder =>
        {
            builder.ConfigureEndpoints(IPAddress.Loopback, siloPort: 0, gatewayPort: 0);
            builder.Services.AddSingleton<EventLog>();
            SocketServices.Add(builder.Services);
        });
        var address = silo.Services.GetRequiredService<ILocalSiloDetails>().SiloAddress;
        var cluster = silo.Services.GetRequiredService<IOptions<ClusterOptions>>().Value;
        using var client = await RawClient.ConnectAsync(address);

        await client.GreetAsync(address, new SiloIdentity(cluster.ClusterId, cluster.ServiceId, SiloAddress.New(IPAddress.Loopback, 1, 1)));

        Assert.NotEqual(0, address.Endpoint.Port);
        Assert.Equal(silo.Services.GetRequiredService<SocketTransport>().EndPoint, address.Endpoint);
        Assert.Equal("k", await silo.Grains.GetGrain<ICallGrain>("k").Name());
    }

    [Fact]
    public void Bind_PortTaken_SaysWhichSetting()
    {
        var options = new EndpointOptions { AdvertisedIPAddress = IPAddress.Loopback, SiloPort = 0 };
        var first = new SiloListener();
        options.SiloPort = first.Bind(options).Port;

        var error = Assert.Throws<OrleansConfigurationException>(() => new SiloListener().Bind(options));

        Assert.StartsWith("KRW7207", error.Message, StringComparison.Ordinal);
        Assert.Contains("SiloPort", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Validate_AllWrong_AllAreNamed()
    {
        var options = new TransportOptions { MaxQueuedMessages = 0, MaxQueuedBytes = 1, HandshakeTimeout = TimeSpan.Zero, MaxPendingHandshakes = 0, Tls = new TransportTlsOptions() };

        var result = new TransportOptionsValidator().Validate(null, options);

        Assert.Equal(6, result.Failures!.Count());
        Assert.All(result.Failures!, failure => Assert.StartsWith("KRW7209: TransportOptions.", failure, StringComparison.Ordinal));
        Assert.True(new TransportOptionsValidator().Validate(null, new TransportOptions()).Succeeded);
    }
}
