using Krewe.Runtime.Tests.Transport;
using Krewe.Runtime.Transport;
using Krewe.Runtime.Transport.Handshakes;
using Orleans.Runtime;

namespace Krewe.Runtime.Tests.Clients;

[Collection(nameof(Sockets))]
public sealed class GatewayPortHostileInputTests : HostileInputTests
{
    [Theory]
    [InlineData("other", "service", "embedded", "another cluster")]
    [InlineData("test", "other", "embedded", "another service")]
    [InlineData("test", "service", "orleans", "another grain engine")]
    public async Task Greet_ClientOfElsewhere_IsRefusedWithText(string cluster, string service, string engine, string reason)
    {
        await using var port = new GatewayPort();
        using var client = await RawClient.ConnectAsync(port.Address);

        var refused = await Assert.ThrowsAsync<HandshakeRefusedException>(() =>
            client.GreetAsync(port.Address, new SiloIdentity(cluster, service, SiloAddress.Zero, engine), new(Krewe.Runtime.Clients.ClientIds.New(Guid.NewGuid()))));

        Assert.Equal(refused.Refusal.ToString(), reason switch { "another cluster" => "Cluster", "another service" => "Service", _ => "Engine" });
        await port.Log.LineAsync(7211);
        Assert.Contains(reason, Assert.Single(port.Log.Lines).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Greet_Silo_IsToldThatThePortIsForClients()
    {
        await using var port = new GatewayPort();
        using var client = await RawClient.ConnectAsync(port.Address);

        var refused = await Assert.ThrowsAsync<HandshakeRefusedException>(() => client.GreetAsync(port.Address));

        Assert.Equal(HandshakeRefusal.Role, refused.Refusal);
        await port.Log.LineAsync(7211);
        Assert.Contains("GatewayPort", Assert.Single(port.Log.Lines).Text, StringComparison.Ordinal);
    }

    private protected override IPortUnderTest Open() => new GatewayPort();
}
