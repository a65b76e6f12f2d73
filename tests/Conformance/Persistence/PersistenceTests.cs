
namespace Krewe.Conformance.Tests.Persistence;

/// <summary>What is the same for every storage; it is made on two.</summary>
public abstract class PersistenceTests<T>(ClusterFixture fixture) where T : IStoredGrain
{
    protected ClusterFixture Fixture { get; } = fixture;

    [Fact]
    public async Task State_NeverWritten_IsNewAndHasNoVersion()
    {
        var grain = Fixture.New<T>();
        Assert.Equal(100, await grain.Get());
        Assert.False(await grain.Exists());
        Assert.Null(await grain.Version());
    }

    [Fact]
    public async Task State_Written_HasAVersion()
    {
        var grain = Fixture.New<T>();
        await grain.Set(1);
        Assert.True(await grain.Exists());
        Assert.NotNull(await grain.Version());
    }

    [Fact]
    public async Task State_WrittenAgain_HasAnotherVersion()
    {
        var grain = Fixture.New<T>();
        await grain.Set(1);
        var first = await grain.Version();
        await grain.Set(2);
        Assert.NotEqual(first, await grain.Version());
    }

    [Fact]
    public async Task State_Written_IsThereInTheNextActivation()
    {
        var grain = Fixture.New<T>();
        await grain.Set(1);
        var version = await grain.Version();
        await AgainAsync(grain);
        Assert.Equal(1, await grain.Get());
        Assert.True(await grain.Exists());
        Assert.Equal(version, await grain.Version());
        Assert.Contains("activated with 1", Notes.Of(grain).All);
    }

    [Fact]
    public async Task State_NotWritten_IsGoneInTheNextActivation()
    {
        var grain = Fixture.New<T>();
        await grain.Set(1);
        await grain.SetWithoutWriting(2);
        await AgainAsync(grain);
        Assert.Equal(1, await grain.Get());
    }

    [Fact]
    public async Task Clear_OfWrittenState_MakesItNew()
    {
        var grain = Fixture.New<T>();
        await grain.Set(1);
        await grain.Clear();
        Assert.Equal(100, await grain.Get());
        Assert.False(await grain.Exists());
        await AgainAsync(grain);
        Assert.Equal(100, await grain.Get());
        Assert.False(await grain.Exists());
    }

    [Fact]
    public async Task Write_AfterClear_IsThere()
    {
        var grain = Fixture.New<T>();
        await grain.Set(1);
        await grain.Clear();
        await grain.Set(2);
        Assert.True(await grain.Exists());
        await AgainAsync(grain);
        Assert.Equal(2, await grain.Get());
    }

    [Fact]
    public async Task Read_ThrowsAwayWhatIsNotWritten()
    {
        var grain = Fixture.New<T>();
        await grain.Set(1);
        await grain.SetWithoutWriting(2);
        await grain.Read();
        Assert.Equal(1, await grain.Get());
    }

    [Fact]
    public async Task States_OfOneGrain_AreApart()
    {
        var grain = Fixture.New<T>();
        await grain.Set(1);
        await grain.SetOther(2);
        await AgainAsync(grain);
        Assert.Equal(1, await grain.Get());
        Assert.Equal(2, await grain.GetOther());
    }

    [Fact]
    public async Task States_OfTwoGrains_AreApart()
    {
        var (first, second) = (Fixture.New<T>(), Fixture.New<T>());
        await first.Set(1);
        await second.Set(2);
        await AgainAsync(first);
        Assert.Equal(1, await first.Get());
        Assert.Equal(2, await second.Get());
    }

    [Fact]
    public async Task State_ReplacedByAnotherObject_IsWritten()
    {
        var grain = Fixture.New<T>();
        await grain.Replace(5);
        await AgainAsync(grain);
        Assert.Equal(5, await grain.Get());
    }

    [Fact]
    public async Task Writes_AtOnce_TheLastIsThere()
    {
        var grain = Fixture.New<T>();
        Assert.Equal(3, await grain.SetManyAtOnce([1, 2, 3]));
        await AgainAsync(grain);
        Assert.Equal(3, await grain.Get());
    }

    [Fact]
    public async Task Read_OnAnotherSilo_FindsTheSame()
    {
        var grain = Fixture.New<T>();
        await grain.Set(1);
        var version = await grain.Version();
        var here = await grain.Silo();
        await Fixture.Cluster.MigrateAsync(grain, Fixture.Cluster.Silos.Select(silo => silo.SiloAddress).First(silo => silo != here));
        RequestContext.Clear();
        await grain.SetWithoutWriting(2);
        await grain.Read();
        Assert.NotEqual(here, await grain.Silo());
        Assert.Equal(1, await grain.Get());
        Assert.Equal(version, await grain.Version());
    }

    /// <summary>Ends the activation; the next call makes another.</summary>
    protected static async Task AgainAsync(IStoredGrain grain)
    {
        var before = await grain.Instance();
        await grain.Leave();
        await Eventually.IsSo(async () => await grain.Instance() != before, "another activation");
    }
}
