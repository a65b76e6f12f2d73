using Krewe.Runtime.Tests.Grains;
using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Orleans.Runtime;
using Orleans.TestingHost;

namespace Krewe.Runtime.Tests.Clusters;

/// <summary>The management grain answers for all silos, whichever is asked.</summary>
public sealed class ManagementTests
{
    private static readonly string[] CallType = ["Krewe.Runtime.Tests.Grains.CallGrain,Krewe.Runtime.Tests"];

    [Fact]
    public async Task Management_ThreeSilos_KnowsAllOfThem()
    {
        await using var cluster = Cluster(3);
        await cluster.DeployAsync();
        SiloAddress[] silos = [.. cluster.Silos.Select(silo => silo.SiloAddress)];
        ICallGrain[] grains = [.. Enumerable.Range(0, 60).Select(number => cluster.Client.GetGrain<ICallGrain>($"{number}"))];
        await Task.WhenAll(grains.Select(grain => grain.Name().AsTask()));
        foreach (var asked in cluster.Silos)
        {
            var management = asked.ServiceProvider.GetRequiredService<IGrainFactory>().GetGrain<IManagementGrain>(0);
            Assert.Equal(silos.Order(), (await management.GetHosts(onlyActive: true)).Keys.Order());
            Assert.Equal(silos.Order(), (await management.GetDetailedHosts(true, CancellationToken.None)).Select(row => row.SiloAddress));
            var counts = (await management.GetSimpleGrainStatistics()).Where(row => row.GrainType == CallType[0]).ToList();
            Assert.Equal(60, counts.Sum(row => row.ActivationCount));
            var detailed = await management.GetDetailedGrainStatistics(CallType, null, CancellationToken.None);
            Assert.Equal(grains.Select(grain => grain.GetGrainId()).Order(), detailed.Select(row => row.GrainId).Order());
            Assert.Equal(60, (await management.GetActiveGrains(GrainType.Create("test.call"))).Count);
            Assert.Equal(1, await management.GetGrainActivationCount((GrainReference)grains[0]));
            var one = detailed.First(row => row.GrainId.Equals(grains[7].GetGrainId()));
            Assert.Equal(one.SiloAddress, await management.GetActivationAddress(grains[7]));
            Assert.Equal(
                counts.Where(row => row.SiloAddress == silos[1]).Sum(row => row.ActivationCount),
                (await management.GetDetailedGrainStatistics(CallType, [silos[1]])).Length);
            var statistics = await management.GetRuntimeStatistics(silos);
            Assert.Equal(3, statistics.Length);
            Assert.All(statistics, row => Assert.True(row.ActivationCount > 0 && row.EnvironmentStatistics.MaximumAvailableMemoryBytes > 0));
            Assert.True(statistics.Sum(row => row.SentMessages) > 0);
        }
    }

    [Fact]
    public async Task ForceActivationCollection_OneSilo_EndsItsOwnOnly()
    {
        await using var cluster = Cluster(2);
        await cluster.DeployAsync();
        await Task.WhenAll(Enumerable.Range(0, 40).Select(number => cluster.Client.GetGrain<ICallGrain>($"{number}").Name().AsTask()));
        var management = cluster.Client.GetGrain<IManagementGrain>(0);
        var before = await Counts(management);
        var (first, second) = (cluster.Silos[0].SiloAddress, cluster.Silos[1].SiloAddress);
        await management.ForceActivationCollection([first], TimeSpan.Zero);
        var after = await Counts(management);
        Assert.Equal((0, before[second]), (after.GetValueOrDefault(first), after[second]));
        await management.ForceActivationCollection(TimeSpan.Zero, CancellationToken.None);
        Assert.Empty(await Counts(management));
    }

    [Fact]
    public async Task Management_SiloDies_IsLeftOutUnlessItIsNamed()
    {
        await using var cluster = Cluster(2);
        await cluster.DeployAsync();
        var (left, gone) = (cluster.Silos[0].SiloAddress, cluster.Silos[1]);
        var management = cluster.Client.GetGrain<IManagementGrain>(0);
        await cluster.KillSiloAsync(gone);
        Assert.All(await management.GetSimpleGrainStatistics(), row => Assert.Equal(left, row.SiloAddress));
        await Assert.ThrowsAsync<SiloUnavailableException>(() => management.GetRuntimeStatistics([gone.SiloAddress]));
    }

    private static InProcessTestCluster Cluster(short silos) =>
        new InProcessTestClusterBuilder(silos).ConfigureSilo((_, silo) => silo.Services.AddSingleton<EventLog>()).Build();

    private static async Task<Dictionary<SiloAddress, int>> Counts(IManagementGrain management) =>
        (await management.GetDetailedGrainStatistics(CallType)).GroupBy(row => row.SiloAddress).ToDictionary(group => group.Key, group => group.Count());
}
