using Krewe.Runtime.Membership;
using Krewe.Runtime.Messaging;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Runtime;
using static Krewe.Runtime.Tests.Clusters.SimulatedClusters;

namespace Krewe.Runtime.Tests.Clusters;

public sealed class SignalTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Fact]
    public void Probe_SiloAnswersOrNot_SaysWhich() => Run(async (cluster, _) =>
    {
        var prober = cluster.Silos[0].Services.GetRequiredService<ISiloProber>();
        Assert.True(await prober.ProbeAsync(cluster.Silos[1].Address, Second, CancellationToken.None));
        cluster.Silos[1].Pause();
        Assert.False(await prober.ProbeAsync(cluster.Silos[1].Address, Second, CancellationToken.None));
        cluster.Silos[1].Resume();
        Assert.True(await prober.ProbeAsync(cluster.Silos[1].Address, Second, CancellationToken.None));
        cluster.Silos[1].Crash();
        Assert.False(await prober.ProbeAsync(cluster.Silos[1].Address, Second * 10, CancellationToken.None));
        await cluster.Delay(Second * 3);
        Assert.False(await prober.ProbeAsync(cluster.Silos[1].Address, Second, CancellationToken.None));
    });

    [Fact]
    public void Gossip_Sent_ReachesTheReceiverOfTheOthers() => Run(async (cluster, _) =>
    {
        List<long> seen = [];
        foreach (var silo in cluster.Silos)
        {
            silo.Services.GetRequiredService<MessageCenter>().Gossiped = version => seen.Add(version.Value);
        }

        var gossip = cluster.Silos[0].Services.GetRequiredService<IMembershipGossip>();
        gossip.Send([.. cluster.Silos.Select(silo => silo.Address)], new MembershipVersion(7));
        await cluster.Delay(Second);
        Assert.Equal([7, 7], seen);
    });
}
