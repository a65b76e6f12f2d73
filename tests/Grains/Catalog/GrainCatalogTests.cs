using Krewe.Grains.Catalog;
using Krewe.Grains.Tests.Support;

namespace Krewe.Grains.Tests.Catalog;

public sealed class GrainCatalogTests
{
    [Theory]
    [InlineData("fleet", true, "fleet")]
    [InlineData("pool", true, "pool")]
    [InlineData("model", true, "model")]
    [InlineData("host", false, "host-ledger")]
    [InlineData("replica", false, "replica")]
    [InlineData("device", false, "device-faults")]
    [InlineData("events", false, null)]
    public void Types_OfTheHouse_SayWhereTheyLiveAndWhatTheyKeep(string type, bool movable, string? stateName)
    {
        var known = GrainCatalog.Types[type];

        Assert.Equal((movable, stateName), (known.Movable, known.StateName));
        Assert.Equal(type, GrainCatalog.TypeOf(known.ClassName));
        Assert.Null(GrainCatalog.TypeOf("Orleans.Runtime.Management.ManagementGrain,Orleans.Runtime"));
    }

    [Fact]
    public void Read_StoredState_AsJson() => World.Run(async world =>
    {
        await world.StartAsync();
        await world.ServeAsync();
        var pool = GrainCatalog.Types["pool"];
        var stored = await pool.ReadAsync(world.Storage, GrainId.Create("pool", "local/default"));

        Assert.True(stored!.State.GetProperty("models").TryGetProperty(Samples.Digits.ToString(), out _));
        Assert.NotNull(stored.Tag);
        Assert.Null(await pool.ReadAsync(world.Storage, GrainId.Create("pool", "local/other")));
        Assert.Null(await GrainCatalog.Types["device"].ReadAsync(world.Storage, GrainId.Create("device", "h1/cpu")));
    });
}
