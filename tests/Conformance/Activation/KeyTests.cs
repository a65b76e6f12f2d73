namespace Krewe.Conformance.Tests.Activation;

/// <summary>The text of identities stands in tables of directories, states and reminders, so it is part of the contract.</summary>
[Collection(SharedCluster.Name)]
public sealed class KeyTests(ClusterFixture fixture)
{
    [Theory]
    [InlineData("plain")]
    [InlineData("a/b+c#d")]
    [InlineData("with space")]
    [InlineData("ünï→code")]
    public async Task Key_OfStrings_ArrivesAsItIs(string key)
    {
        var grain = fixture.Client.GetGrain<IStringKeyGrain>(key);
        Assert.Equal(key, await grain.Key());
        Assert.Equal($"conf.string-key/{key}", await grain.Id());
    }

    [Fact]
    public async Task Key_OfGuids_Is32HexDigits()
    {
        var key = new Guid("0123456789abcdef0123456789abcdef");
        var grain = fixture.Client.GetGrain<IGuidKeyGrain>(key);
        Assert.Equal(key, await grain.Key());
        Assert.Equal("conf.guid-key/0123456789abcdef0123456789abcdef", await grain.Id());
    }

    [Theory]
    [InlineData(0, "0")]
    [InlineData(255, "FF")]
    [InlineData(-1, "FFFFFFFFFFFFFFFF")]
    [InlineData(long.MaxValue, "7FFFFFFFFFFFFFFF")]
    public async Task Key_OfIntegers_IsHexWithoutPadding(long key, string text)
    {
        var grain = fixture.Client.GetGrain<IIntegerKeyGrain>(key);
        Assert.Equal(key, await grain.Key());
        Assert.Equal($"conf.integer-key/{text}", await grain.Id());
    }

    [Fact]
    public async Task Key_OfGuidAndExtension_IsBothWithAPlus()
    {
        var key = Guid.Parse("0123456789abcdef0123456789abcdef");
        var grain = fixture.Client.GetGrain<IGuidCompoundKeyGrain>(key, "ext");
        Assert.Equal((key, "ext"), await grain.Key());
        Assert.Equal("conf.guid-compound-key/0123456789abcdef0123456789abcdef+ext", await grain.Id());
    }

    [Fact]
    public async Task Key_OfIntegerAndExtension_IsBothWithAPlus()
    {
        var grain = fixture.Client.GetGrain<IIntegerCompoundKeyGrain>(17, "a+b");
        Assert.Equal((17, "a+b"), await grain.Key());
        Assert.Equal("conf.integer-compound-key/11+a+b", await grain.Id());
    }

    [Fact]
    public void GrainId_OfReferences_IsThatOfTheGrain()
    {
        Assert.Equal(GrainId.Create("conf.string-key", "x"), fixture.Client.GetGrain<IStringKeyGrain>("x").GetGrainId());
        Assert.Equal("x", fixture.Client.GetGrain<IStringKeyGrain>("x").GetPrimaryKeyString());
        Assert.Equal(5, fixture.Client.GetGrain<IIntegerKeyGrain>(5).GetPrimaryKeyLong());
    }

    [Fact]
    public void GrainId_FromText_IsTheSame()
    {
        var id = GrainId.Create("conf.string-key", "a/b");
        Assert.Equal(id, GrainId.Parse(id.ToString()));
        Assert.Equal("conf.string-key", id.Type.ToString());
        Assert.Equal("a/b", id.Key.ToString());
        Assert.False(GrainId.TryParse("no-slash", out _));
    }
}
