using Krewe.Machines;
using Krewe.Naming;
using Krewe.Silo.Configuration;
using Krewe.Silo.Machines;
using Krewe.Testing.Processes;

namespace Krewe.Silo.Tests.Machines;

/// <summary>From a file of machines to what pools are offered.</summary>
public sealed class MachineHostingTests
{
    [Fact]
    public void SettingsOf_File_OffersEachGroupToItsPool()
    {
        using var directory = new TemporaryDirectory();
        File.WriteAllText(directory.File("machines.yaml"), """
            prices: [{ class: h100, device_second: 0.001 }]
            machines: [{ name: big, pool: gpu, region: eu, devices: 2, class: h100, max: 3, idle: 5m }]
            provider: { kind: simulated }
            """);
        var settings = MachineHosting.SettingsOf(Read("--machines", directory.File("machines.yaml"), "--host", "h7"));

        var (pool, offer) = Assert.Single(settings.Offers);
        Assert.Equal((new PoolKey("eu", "gpu"), "h7"), (pool, settings.Executor));
        Assert.Equal((2, 3, TimeSpan.FromMinutes(5)), (offer.Devices, offer.Most, offer.Idle));
        Assert.Equal(new MachineCost(PurchaseType.OnDemand, 7.2, 0), offer.Cost);
    }

    [Fact]
    public void SettingsOf_NoFile_OffersNothing() => Assert.True(MachineHosting.SettingsOf(Read("--host", "h7")).IsEmpty);

    private static SiloSettings Read(params string[] arguments) => SettingsReader.Read(arguments, new Dictionary<string, string>(), new MachineFacts("m", 8, 32L << 30)).Settings!;
}
