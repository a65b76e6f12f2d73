using Microsoft.Extensions.DependencyInjection;
using Orleans.TestingHost;

namespace Krewe.Conformance.Tests.Silos;

[Collection(LifeOfSilos.Name)]
public sealed class SiloTests
{
    private readonly string _key = ClusterFixture.NewKey();

    [Fact]
    public async Task Stop_OfASilo_EndsItsGrainsAndTheNextCallIsServedElsewhere()
    {
        await using var cluster = await OwnCluster.DeployAsync(2);
        var stopped = cluster.Silos[1];
        Assert.Equal(stopped.SiloAddress, await cluster.From(1).GetGrain<IHomeGrain>(_key).Where());
        await cluster.StopSiloAsync(stopped);
        Assert.Contains("deactivated ShuttingDown", Notes.Of(_key).All);
        Assert.Equal(cluster.Silos[0].SiloAddress, await cluster.From(0).GetGrain<IHomeGrain>(_key).Where().Soon());
    }

    [Fact]
    public async Task Stop_OfASilo_WaitsForTheCallsThatRun()
    {
        await using var cluster = await OwnCluster.DeployAsync(2);
        var stopped = cluster.Silos[1];
        await cluster.From(1).GetGrain<IHomeGrain>(_key).Where();
        var call = cluster.From(0).GetGrain<IHomeGrain>(_key).Hold("a");
        await Notes.Of(_key).Until("a");
        var stop = cluster.StopSiloAsync(stopped);
        Notes.Of(_key).Open("a");
        await call.Soon();
        await stop.Soon();
    }

    [Fact]
    public async Task Kill_OfASilo_CallsThatWaitForItFail()
    {
        await using var cluster = await OwnCluster.DeployAsync(2);
        var killed = cluster.Silos[1];
        await cluster.From(1).GetGrain<IHomeGrain>(_key).Where();
        var caller = cluster.From(0).GetGrain<IHomeGrain>(ClusterFixture.NewKey());
        var call = caller.CallHold(_key, "a");
        await Notes.Of(_key).Until("a");
        await cluster.KillSiloAsync(killed);
        Assert.Equal(nameof(SiloUnavailableException), await call.Soon());
        Notes.Of(_key).Open("a");
    }

    [Fact]
    public async Task Kill_OfASilo_TheNextCallsAreServedElsewhere()
    {
        await using var cluster = await OwnCluster.DeployAsync(2);
        var killed = cluster.Silos[1];
        string[] keys = [.. Enumerable.Range(0, 20).Select(_ => ClusterFixture.NewKey())];
        foreach (var key in keys)
        {
            await cluster.From(1).GetGrain<IHomeGrain>(key).Add(1);
        }

        await cluster.KillSiloAsync(killed);
        foreach (var key in keys)
        {
            var where = await Eventually.Gives(
                async () =>
                {
                    try
                    {
                        return await cluster.From(0).GetGrain<IHomeGrain>(key).Where();
                    }
                    catch (OrleansException)
                    {
                        return null;
                    }
                },
                silo => silo is not null, "an answer");
            Assert.Equal(cluster.Silos[0].SiloAddress, where);
        }
    }

    [Fact]
    public async Task Start_OfAnotherSilo_ItServesGrainsAndIsSeen()
    {
        await using var cluster = await OwnCluster.DeployAsync(1);
        var added = await cluster.StartAdditionalSiloAsync();
        await Eventually.IsSo(
            () => Task.FromResult(cluster.Silos.All(silo => Members(silo).Count(member => member.Status == SiloStatus.Active) == 2)), "both see both");
        var factory = added.ServiceProvider.GetRequiredService<IGrainFactory>();
        Assert.Equal(added.SiloAddress, await factory.GetGrain<IHomeGrain>(_key).Where());
        Assert.Equal(added.SiloAddress, await cluster.From(0).GetGrain<IHomeGrain>(_key).Where());
    }

    [Fact]
    public async Task Membership_OfAStoppedSilo_EndsDead()
    {
        await using var cluster = await OwnCluster.DeployAsync(2);
        var stopped = cluster.Silos[1].SiloAddress;
        await cluster.StopSiloAsync(cluster.Silos[1]);
        await Eventually.IsSo(
            () => Task.FromResult(Service(cluster.Silos[0]).CurrentSnapshot.GetSiloStatus(stopped) == SiloStatus.Dead), "the silo is seen as dead");
    }

    [Fact]
    public async Task MembershipUpdates_OfAStart_HaveRisingVersions()
    {
        await using var cluster = await OwnCluster.DeployAsync(1);
        var seen = Task.Run(async () =>
        {
            List<MembershipVersion> versions = [];
            await foreach (var snapshot in Service(cluster.Silos[0]).MembershipUpdates)
            {
                versions.Add(snapshot.Version);
                if (snapshot.Members.Values.Count(member => member.Status == SiloStatus.Active) == 2)
                {
                    break;
                }
            }

            return versions;
        });
        await cluster.StartAdditionalSiloAsync();
        var versions = await seen.Soon();
        Assert.Equal(versions.Order(), versions);
        Assert.Equal(versions.Distinct(), versions);
    }

    [Fact]
    public async Task Silos_OfACluster_HaveTheirNames()
    {
        await using var cluster = await OwnCluster.DeployAsync(2);
        Assert.Equal(["Silo_0", "Silo_1"], Members(cluster.Silos[0]).Select(member => member.Name).Order());
        Assert.Equal("Silo_1", cluster.Silos[1].ServiceProvider.GetRequiredService<ILocalSiloDetails>().Name);
    }

    private static IClusterMembershipService Service(InProcessSiloHandle silo) => silo.ServiceProvider.GetRequiredService<IClusterMembershipService>();

    private static IEnumerable<ClusterMember> Members(InProcessSiloHandle silo) => Service(silo).CurrentSnapshot.Members.Values;
}
