using Krewe.Runtime.Activations;
using Krewe.Runtime.Clients;
using Krewe.Runtime.Clients.Gateways;
using Krewe.Runtime.Tests.Grains;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Runtime;

namespace Krewe.Runtime.Tests.Clients;

public sealed class ClientConfigurationTests
{
    [Fact]
    public void UseBoth_InOneHost_IsRefused()
    {
        var siloFirst = Host.CreateEmptyApplicationBuilder(null);
        siloFirst.UseOrleans();
        var clientFirst = Host.CreateEmptyApplicationBuilder(null);
        clientFirst.UseOrleansClient();

        Assert.StartsWith("KRW7235", Assert.Throws<OrleansConfigurationException>(() => siloFirst.UseOrleansClient()).Message, StringComparison.Ordinal);
        Assert.StartsWith("KRW7235", Assert.Throws<OrleansConfigurationException>(() => clientFirst.UseOrleans()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Build_WithoutClustering_SaysWhatToCall()
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.UseOrleansClient();
        using var host = builder.Build();

        var error = Assert.Throws<OrleansConfigurationException>(() => host.Start());

        Assert.Contains("UseStaticClustering", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("00:00:00", false)]
    [InlineData("00:00:00.9", false)]
    [InlineData("00:00:01", true)]
    [InlineData("1.00:00:00", true)]
    [InlineData("1.00:00:01", false)]
    public void Validate_RefreshPeriod_IsWithinItsRange(string period, bool isRight)
    {
        var result = new GatewayOptionsValidator().Validate(null, new GatewayOptions { GatewayListRefreshPeriod = TimeSpan.Parse(period, null) });

        Assert.Equal(isRight, result.Succeeded);
        Assert.True(isRight || result.FailureMessage!.StartsWith("KRW7235: GatewayOptions.GatewayListRefreshPeriod", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("gwy.tcp://127.0.0.1:30000/7", "127.0.0.1:30000@7")]
    [InlineData("gwy.tcp://127.0.0.1:30000/0", "127.0.0.1:30000@0")]
    [InlineData("gwy.tcp://127.0.0.1:30000", "127.0.0.1:30000@0")]
    [InlineData("gwy.tcp://[::1]:30000/7", "[::1]:30000@7")]
    [InlineData("http://127.0.0.1:30000/7", null)]
    [InlineData("gwy.tcp://somewhere:30000/7", null)]
    [InlineData("gwy.tcp://127.0.0.1/7", null)]
    [InlineData("gwy.tcp://127.0.0.1:30000/-7", null)]
    [InlineData("gwy.tcp://127.0.0.1:30000/x", null)]
    public void Parse_Gateways_RightOnesOnly(string text, string? expected)
    {
        if (expected is null)
        {
            Assert.StartsWith("KRW7235", Assert.Throws<OrleansConfigurationException>(() => GatewayAddresses.Parse(new Uri(text))).Message, StringComparison.Ordinal);
        }
        else
        {
            Assert.Equal(SiloAddress.FromParsableString(expected), GatewayAddresses.Parse(new Uri(text)));
        }
    }

    [Fact]
    public async Task Gateways_None_IsRefused() => await Assert.ThrowsAsync<OrleansConfigurationException>(() =>
        new StaticGatewayListProvider(Options.Create(new StaticGatewayListProviderOptions())).InitializeGatewayListProviderAsync());

    [Fact]
    public void Resolve_ClassesOfTheCluster_ComeBeforeOwnOnes()
    {
        using var services = new ServiceCollection().BuildServiceProvider();
        var types = new ClientGrainTypes(new GrainClasses(services));
        types.Take([new GrainClassName("test.bell", GrainType.Create("elsewhere"), "Other.BellGrain")]);

        Assert.Equal(GrainType.Create("elsewhere"), types.Resolve(typeof(IBellGrain)));
        Assert.Equal(GrainType.Create("test.call"), types.Resolve(typeof(ICallGrain)));
        Assert.StartsWith("KRW7030", Assert.Throws<ArgumentException>(() => types.Resolve(typeof(IBellGrain), "Wrong")).Message, StringComparison.Ordinal);
    }
}
