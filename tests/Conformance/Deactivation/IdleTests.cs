using Krewe.Conformance.Tests.Silos;

namespace Krewe.Conformance.Tests.Deactivation;

/// <summary>The collection of idle activations, asked for instead of waited for. It is the cluster's, so these tests have one of their own.</summary>
[Collection(LifeOfSilos.Name)]
public sealed class IdleTests
{
    private readonly string _key = ClusterFixture.NewKey();

    [Fact]
    public async Task Collection_OfAnIdleGrain_EndsIt()
    {
        await using var cluster = await OwnCluster.DeployAsync(1);
        var grain = cluster.Client.GetGrain<IUsualGrain>(_key);
        var before = await grain.Instance();
        await cluster.Client.GetGrain<IManagementGrain>(0).ForceActivationCollection(TimeSpan.Zero).Soon();
        await Notes.Of(_key).Until("deactivated ActivationIdle");
        Assert.NotEqual(before, await grain.Instance().Soon());
    }

    [Fact]
    public async Task Collection_OfKeptAndDelayedAndBusyGrains_LeavesThem()
    {
        await using var cluster = await OwnCluster.DeployAsync(1);
        var (idle, delayed, busy, kept) = (Key("idle"), Key("delayed"), Key("busy"), Key("kept"));
        await cluster.Client.GetGrain<IUsualGrain>(idle).Instance();
        await cluster.Client.GetGrain<IKeptGrain>(kept).Instance();
        await cluster.Client.GetGrain<IUsualGrain>(delayed).Delay(TimeSpan.FromHours(1));
        var call = cluster.Client.GetGrain<IUsualGrain>(busy).Hold("a");
        await Notes.Of(busy).Until("a");
        await cluster.Client.GetGrain<IManagementGrain>(0).ForceActivationCollection(TimeSpan.Zero).Soon();
        await Notes.Of(idle).Until("deactivated ActivationIdle");
        Notes.Of(busy).Open("a");
        await call.Soon();
        Assert.All([delayed, busy, kept], key => Assert.DoesNotContain("deactivated ActivationIdle", Notes.Of(key).All));
    }

    private string Key(string name) => $"{_key}-{name}";
}
