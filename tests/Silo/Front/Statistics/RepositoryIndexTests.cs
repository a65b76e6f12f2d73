using Krewe.Backends;
using Krewe.Errors;
using Krewe.Naming;
using Krewe.Pools;
using Krewe.Replicas;
using Krewe.Silo.Front.Repository;
using Krewe.Specs;

namespace Krewe.Silo.Tests.Front.Statistics;

public sealed class RepositoryIndexTests
{
    private static readonly Problem Refusal = new() { Code = ErrorCodes.NotPlaced, Message = "no room" };
    private static readonly Problem Crash = new() { Code = ErrorCodes.BackendLost, Message = "it exited with 1" };

    [Fact]
    public void Of_EachPlacement_HasTritonsState()
    {
        var index = RepositoryIndex.Of(
            [
                Placement("a", ready: 1),
                Placement("b"),
                Placement("c", refusal: Refusal),
                Placement("d", removing: true),
                Placement("e", wanted: 0),
                Placement("f", crashed: true),
            ],
            "default");

        Assert.Equal(
            [
                new IndexEntry("a", "1", "READY", ""),
                new IndexEntry("b", "1", "LOADING", ""),
                new IndexEntry("c", "1", "UNAVAILABLE", "KRW3102: no room"),
                new IndexEntry("d", "1", "UNLOADING", ""),
                new IndexEntry("e", "1", "UNAVAILABLE", "no replica is wanted"),
                new IndexEntry("f", "1", "UNAVAILABLE", "KRW4004: it exited with 1"),
            ],
            index.AsEnumerable());
    }

    [Fact]
    public void Of_SeveralRegionsAndTenants_HasEachModelOnceAsItIsWhereItIsBest()
    {
        var index = RepositoryIndex.Of(
            [Placement("a", refusal: Refusal, region: "eu"), Placement("a", ready: 1, region: "us"), Placement("a", tenant: "acme", refusal: Refusal)],
            "default");

        Assert.Equal([new IndexEntry("a", "1", "READY", "")], index.AsEnumerable());
    }

    private static PlacementView Placement(
        string name, int ready = 0, int wanted = 1, Problem? refusal = null, bool removing = false, bool crashed = false, string region = "local", string tenant = "default")
    {
        var spec = new ModelSpec { Name = name, Tenant = tenant, Region = region, Backend = new BackendSpec { Url = "http://127.0.0.1:1" } };
        return new PlacementView
        {
            Model = spec.GetKey(),
            Spec = spec,
            Generation = 1,
            Wanted = wanted,
            Ready = ready,
            Refusal = refusal,
            Removing = removing,
            Replicas = crashed ? [new ReplicaView { Id = new ReplicaId(spec.GetKey(), 0), Phase = ReplicaPhase.Restarting, Problem = Crash }] : [],
        };
    }
}
