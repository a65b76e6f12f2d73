using Krewe.Conformance.Tests.Activation;

namespace Krewe.Conformance.Tests.Management;

[Collection(SharedCluster.Name)]
public sealed class ManagementTests(ClusterFixture fixture)
{
    private const string ProbeClass = "Krewe.Conformance.Tests.Activation.ProbeGrain,Krewe.Conformance.Tests";

    private IManagementGrain Management => fixture.Client.GetGrain<IManagementGrain>(0);

    [Fact]
    public async Task GetHosts_OfTheCluster_AreTheSilos()
    {
        var hosts = await Management.GetHosts();
        Assert.Equal(fixture.Cluster.Silos.Select(silo => silo.SiloAddress).Order(), hosts.Keys.Order());
        Assert.All(hosts.Values, status => Assert.Equal(SiloStatus.Active, status));
    }

    [Fact]
    public async Task GetHosts_OnlyActive_AreTheSilos() => Assert.Equal(3, (await Management.GetHosts(true)).Count);

    [Fact]
    public async Task GetActivationAddress_OfAnActiveGrain_IsItsSilo()
    {
        var grain = fixture.New<IProbeGrain>();
        var silo = await grain.Silo();
        Assert.Equal(silo, await Management.GetActivationAddress(grain));
    }

    [Fact]
    public async Task GetActivationAddress_OfAGrainThatIsNotActive_IsNull()
    {
        var grain = fixture.New<IProbeGrain>();
        Assert.Null(await Management.GetActivationAddress(grain));
        Assert.Empty(Notes.Of(grain).All);
    }

    [Fact]
    public async Task GetActiveGrains_OfAType_HoldsThem()
    {
        var grain = fixture.New<IProbeGrain>();
        await grain.Instance();
        Assert.Contains(grain.GetGrainId(), await Management.GetActiveGrains(GrainType.Create("conf.probe")));
    }

    [Fact]
    public async Task GetTotalActivationCount_AfterActivations_HasGrown()
    {
        var grains = Enumerable.Range(0, 10).Select(_ => fixture.New<IProbeGrain>()).ToArray();
        await Task.WhenAll(grains.Select(grain => grain.Instance()));
        Assert.True(await Management.GetTotalActivationCount() >= 10);
    }

    [Fact]
    public async Task GetSimpleGrainStatistics_OfTheCluster_CountsByClassAndSilo()
    {
        var grain = fixture.New<IProbeGrain>();
        var silo = await grain.Silo();
        var statistics = await Management.GetSimpleGrainStatistics();
        var own = Assert.Single(statistics, one => one.SiloAddress == silo && one.GrainType == ProbeClass);
        Assert.True(own.ActivationCount >= 1);
    }

    [Fact]
    public async Task GetDetailedGrainStatistics_OfTheCluster_HasEachGrain()
    {
        var grain = fixture.New<IProbeGrain>();
        var silo = await grain.Silo();
        var own = Assert.Single(await Management.GetDetailedGrainStatistics(), one => one.GrainId == grain.GetGrainId());
        Assert.Equal(silo, own.SiloAddress);
        Assert.Equal(ProbeClass, own.GrainType);
    }

    [Fact]
    public async Task GetDetailedGrainStatistics_OfOneClass_HasOnlyItsGrains()
    {
        var grain = fixture.New<IProbeGrain>();
        await grain.Instance();
        var rows = await Management.GetDetailedGrainStatistics([ProbeClass]);
        Assert.Contains(rows, one => one.GrainId == grain.GetGrainId());
        Assert.All(rows, one => Assert.Equal(ProbeClass, one.GrainType));
    }

    [Fact]
    public async Task GetDetailedGrainStatistics_OfOneSilo_HasOnlyItsGrains()
    {
        var grain = fixture.New<IProbeGrain>();
        var silo = await grain.Silo();
        Assert.All(await Management.GetDetailedGrainStatistics(hostsIds: [silo]), one => Assert.Equal(silo, one.SiloAddress));
    }

    [Fact]
    public async Task GetDetailedGrainStatistics_OfTheCluster_HaveGrainAndSilo()
    {
        var grain = fixture.New<IProbeGrain>();
        var silo = await grain.Silo();
        Assert.Equal(silo, Assert.Single(await Management.GetDetailedGrainStatistics(), one => one.GrainId == grain.GetGrainId()).SiloAddress);
    }

    [Fact]
    public async Task GetDetailedHosts_OfTheCluster_HaveNamesAndStates()
    {
        var hosts = await Management.GetDetailedHosts(true);
        Assert.Equal(["Silo_0", "Silo_1", "Silo_2"], hosts.Select(host => host.SiloName).Order());
        Assert.All(hosts, host => Assert.Equal(SiloStatus.Active, host.Status));
    }

    [Fact]
    public async Task GetRuntimeStatistics_OfTheSilos_AreOneForEach()
    {
        var silos = fixture.Cluster.Silos.Select(silo => silo.SiloAddress).ToArray();
        var statistics = await Management.GetRuntimeStatistics(silos);
        Assert.Equal(3, statistics.Length);
        Assert.All(statistics, one => Assert.True(one.ActivationCount > 0));
    }
}
