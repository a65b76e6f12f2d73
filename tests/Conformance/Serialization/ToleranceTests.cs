namespace Krewe.Conformance.Tests.Serialization;

/// <summary>
/// A value written as one version of a type and read as another: what migrating grains hand over is serialized by its declared type, so an old
/// and a new silo can be played by one process.
/// </summary>
[Collection(SharedCluster.Name)]
public sealed class ToleranceTests(ClusterFixture fixture)
{
    [Fact]
    public async Task Members_Added_HaveTheirDefaults()
    {
        var read = await MoveAsync("old");
        Assert.Equal("a 5, kept, none", read);
    }

    [Fact]
    public async Task Members_Unknown_AreSkipped()
    {
        var read = await MoveAsync("new");
        Assert.Equal("b 6", read);
    }

    private async Task<string> MoveAsync(string version)
    {
        var grain = fixture.New<IVersionedGrain>();
        var here = await grain.Write(version);
        await fixture.Cluster.MigrateAsync(grain, fixture.Cluster.Silos.Select(silo => silo.SiloAddress).First(silo => silo != here));
        RequestContext.Clear();
        return await grain.Read();
    }
}
