using Krewe.Runtime.Tests.Grains;
using Krewe.Testing.Clusters;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Configuration;
using Orleans.GrainDirectory;
using Orleans.Hosting;
using Orleans.Runtime;
using static Krewe.Runtime.Tests.Clusters.SimulatedClusters;

namespace Krewe.Runtime.Tests.Clusters;

public sealed class RoutingTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Fact]
    public void FirstCalls_FromAllSilosAtOnce_OneActivationServesAll() => Run(async (cluster, log) =>
    {
        for (var key = 0; key < 10; key++)
        {
            var values = await Task.WhenAll(cluster.Silos.Select(silo => silo.Grains.GetGrain<IRandomGrain>($"{key}").Add(1)));
            Assert.Equal([1, 2, 3], values.Order());
            Assert.Single(log.Events, one => one.StartsWith($"{key} on", StringComparison.Ordinal));
        }
    });

    [Fact]
    public void Clocks_ApartByMoreThanACallMayTake_CallsArriveInTime() => Run(
        async (cluster, _) =>
        {
            var values = await Task.WhenAll(cluster.Silos.SelectMany(silo =>
                Enumerable.Range(0, 10).Select(key => silo.Grains.GetGrain<IRandomGrain>($"{key}").Add(1))));
            Assert.Equal(30, values.Length);
        },
        options => options with { ClockOffset = TimeSpan.FromMinutes(10) });

    [Fact]
    public void DirectoryIsAway_ActiveGrainsAreFoundStillAndNewOnesAreRefused()
    {
        var isAway = false;
        Run(
            async (cluster, _) =>
            {
                isAway = false;
                var before = await cluster.Silos[0].Grains.GetGrain<IRandomGrain>("active").Where();
                isAway = true;
                foreach (var silo in cluster.Silos)
                {
                    Assert.Equal(before, await silo.Grains.GetGrain<IRandomGrain>("active").Where());
                    var error = await Assert.ThrowsAsync<OrleansMessageRejectionException>(() => silo.Grains.GetGrain<IRandomGrain>("new").Where());
                    Assert.Contains("KRW7043", error.Message, StringComparison.Ordinal);
                }
            },
            options => options with
            {
                Configure = (number, builder) =>
                {
                    options.Configure(number, builder);
                    var real = (IGrainDirectory)builder.Services.Last(service => service.ServiceType == typeof(IGrainDirectory)).ImplementationInstance!;
                    builder.Services.AddSingleton<IGrainDirectory>(new SwitchedDirectory(real, () => isAway));
                },
            });
    }

    [Fact]
    public void Chain_AcrossSilos_ComesBack() => Run(async (cluster, _) =>
    {
        var first = await cluster.KeyOnAsync(cluster.Silos[1]);
        var second = await cluster.KeyOnAsync(cluster.Silos[2]);
        Assert.Equal(cluster.Silos[2].Address, await cluster.Silos[0].Grains.GetGrain<IRandomGrain>(first).WhereIs(second));
    });

    [Fact]
    public void SiloDies_CallWaits_SiloUnavailableAndNextCallIsPlacedAnew() => Run(async (cluster, _) =>
    {
        var grain = cluster.Silos[0].Grains.GetGrain<IRandomGrain>(await cluster.KeyOnAsync(cluster.Silos[2]));
        var held = grain.Hold(Second * 20);
        await cluster.Delay(Second);
        var before = cluster.Time.GetUtcNow();
        cluster.Silos[2].Crash();
        var error = await Assert.ThrowsAsync<SiloUnavailableException>(() => held);
        Assert.Contains("KRW7042", error.Message, StringComparison.Ordinal);
        Assert.InRange((cluster.Time.GetUtcNow() - before).TotalSeconds, 1, 3);
        Assert.NotEqual(cluster.Silos[2].Address, await grain.Where());
    });

    [Fact]
    public void SiloDies_GrainServedAgainAlthoughSilosLearnAtDifferentTimes() => Run(
        async (cluster, _) =>
        {
            List<string> keys = [];
            for (var key = 0; key < 30; key++)
            {
                keys.Add(await cluster.Silos[0].Grains.GetGrain<IRandomGrain>($"{key}").Where() == cluster.Silos[2].Address ? $"{key}" : string.Empty);
            }

            cluster.Silos[2].Crash();
            await cluster.Delay(Second * 2.5);
            foreach (var key in keys.Where(key => key.Length > 0))
            {
                var places = await Task.WhenAll(cluster.Running.Select(silo => silo.Grains.GetGrain<IRandomGrain>(key).Where()));
                Assert.Single(places.Distinct());
            }
        },
        options => options with
        {
            Configure = (number, builder) =>
            {
                options.Configure(number, builder);
                builder.Configure<ClusterMembershipOptions>(membership => membership.UseLivenessGossip = false);
            },
        });

    [Fact]
    public void SiloStops_CallsGoOn_NoneFails() => Run(async (cluster, log) =>
    {
        string[] keys = [.. Enumerable.Range(0, 12).Select(key => $"{key}"), await cluster.KeyOnAsync(cluster.Silos[2])];
        var stopping = false;
        var callers = cluster.Silos.Take(2).Select(async silo =>
        {
            for (var round = 0; round < 60; round++)
            {
                await silo.Grains.GetGrain<IRandomGrain>(keys[round % keys.Length]).Hold(TimeSpan.FromMilliseconds(20));
                if (round == 20 && !stopping)
                {
                    stopping = true;
                    await cluster.Silos[2].StopAsync();
                }
            }
        });
        await Task.WhenAll(callers);
        Assert.Contains(log.Events, one => one.EndsWith("off silo-2 ShuttingDown", StringComparison.Ordinal));
        Assert.Empty(cluster.Silos[2].ActiveGrains);
    });

    [Fact]
    public void SiloDeclaredDeadWhilePaused_WakesUp_DoesNothingMore() => Run(async (cluster, _) =>
    {
        var key = await cluster.KeyOnAsync(cluster.Silos[2]);
        var grain = cluster.Silos[0].Grains.GetGrain<IRandomGrain>(key);
        cluster.Silos[2].Pause();
        await cluster.Silos[1].DeclareDeadAsync(cluster.Silos[2].Address);
        await cluster.Delay(Second * 2);
        Assert.NotEqual(cluster.Silos[2].Address, await grain.Where());
        cluster.Silos[2].Resume();
        await cluster.Delay(Second * 2);
        Assert.Empty(cluster.Silos[2].ActiveGrains);
        Assert.True(cluster.Silos[2].IsGone);
        Assert.Contains(cluster.History.Lines, line => line.Contains(" fatal silo-2: KRW7301", StringComparison.Ordinal));
    });

    [Fact]
    public void LinkCutOneWay_ResponseLost_TimesOut() => Run(async (cluster, _) =>
    {
        var grain = cluster.Silos[0].Grains.GetGrain<IRandomGrain>(await cluster.KeyOnAsync(cluster.Silos[1]));
        cluster.Network.Cut(cluster.Silos[1].Address, cluster.Silos[0].Address, oneWay: true);
        await Assert.ThrowsAsync<TimeoutException>(() => grain.Add(1));
        cluster.Network.Heal();
        Assert.Equal(2, await grain.Add(1));
    });

    [Fact]
    public void Network_ReordersAndDelays_EveryCallIsServedOnce() => Run(
        async (cluster, _) =>
        {
            var grain = cluster.Silos[0].Grains.GetGrain<IRandomGrain>(await cluster.KeyOnAsync(cluster.Silos[1]));
            var values = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => grain.Add(1)));
            Assert.Equal(Enumerable.Range(1, 50), values.Order());
            Assert.NotEqual(Enumerable.Range(1, 50), values);
        },
        options => options with { Faults = new NetworkFaults { MaxDelay = TimeSpan.FromMilliseconds(50), LatePerThousand = 100 } });
}
