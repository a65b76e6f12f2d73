using System.Collections.Immutable;
using System.Net;
using Krewe.Errors;
using Krewe.Grains.Placement;
using Krewe.Grains.Tests.Support;
using Orleans.Runtime.Placement;

namespace Krewe.Grains.Tests.Placement;

public sealed class DirectorTests
{
    private static readonly SiloAddress Here = Silo(1);
    private static readonly SiloAddress There = Silo(2);
    private static readonly Silos Cluster = new();

    [Theory]
    [InlineData("host", "b")]
    [InlineData("device", "b/gpu-0")]
    public async Task HostDirector_LiveHost_ItsSilo(string type, string key) =>
        Assert.Equal(There, await new HostPlacementDirector(Cluster).OnAddActivation(new HostPlacement(), Target(type, key), new Context()));

    [Fact]
    public async Task HostDirector_NoSiloOfThatHost_SaysSoWithThoseThatLive()
    {
        var exception = await Assert.ThrowsAsync<KreweException>(() =>
            new HostPlacementDirector(Cluster).OnAddActivation(new HostPlacement(), Target("host", "c"), new Context()));
        Assert.Equal(ErrorCodes.HostNotLive, exception.Problem.Code);
        Assert.Contains("a, b", exception.Problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, "a")] // without a lease: where it is called from
    [InlineData("b", "b")]
    [InlineData("c", null)] // no silo has the lease's host
    public async Task LeaseDirector_GoesByTheMap(string? host, string? expected)
    {
        var map = new LeaseMap();
        if (host is not null)
        {
            map.Take("local/default", new LeasePlace(Samples.Replica(0), host, 1));
        }

        var director = new LeasePlacementDirector(Cluster, map);
        var target = Target("replica", Samples.Replica(0).ToString());
        if (expected is null)
        {
            await Assert.ThrowsAsync<KreweException>(() => director.OnAddActivation(new LeasePlacement(), target, new Context()));
            return;
        }

        Assert.Equal(Cluster.Find(expected), await director.OnAddActivation(new LeasePlacement(), target, new Context()));
    }

    [Theory]
    [InlineData("pool", "eu/default", 1)]
    [InlineData("pool", "us/default", 2)]
    [InlineData("model", "default/digits@us", 2)]
    public async Task RegionDirector_RegionWithASilo_ThatSilo(string type, string key, int silo) =>
        Assert.Equal(Silo(silo), await new RegionPlacementDirector(Cluster).OnAddActivation(new RegionPlacement(), Target(type, key), new Context()));

    [Fact]
    public async Task RegionDirector_RegionWithoutSilos_AnyAndAlwaysTheSame()
    {
        var director = new RegionPlacementDirector(Cluster);
        var first = await director.OnAddActivation(new RegionPlacement(), Target("pool", "asia/default"), new Context());
        Assert.Equal(first, await director.OnAddActivation(new RegionPlacement(), Target("pool", "asia/default"), new Context()));
    }

    private static SiloAddress Silo(int number) => SiloAddress.New(IPAddress.Loopback, number, 1);

    private static PlacementTarget Target(string type, string key) => new(GrainId.Create(type, key), null!, default, 0);

    private sealed class Silos : IHostSilos
    {
        public ImmutableArray<string> Hosts => ["a", "b"];

        public TimeSpan Uptime => TimeSpan.FromHours(1);

        public bool IsHere(string host) => host == "a";

        public SiloAddress? Find(string host) => host switch { "a" => Here, "b" => There, _ => null };

        public bool IsGone(string host) => Find(host) is null;

        public string? RegionOf(SiloAddress silo) => silo == Here ? "eu" : "us";
    }

    private sealed class Context : IPlacementContext
    {
        public SiloAddress LocalSilo => Here;

        public SiloStatus LocalSiloStatus => SiloStatus.Active;

        public SiloAddress[] GetCompatibleSilos(PlacementTarget target) => [There, Here];

        public IReadOnlyDictionary<ushort, SiloAddress[]> GetCompatibleSilosWithVersions(PlacementTarget target) => throw new NotSupportedException();
    }
}
