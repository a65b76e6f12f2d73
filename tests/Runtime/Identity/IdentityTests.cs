using System.Net;
using Orleans.Runtime;

namespace Krewe.Runtime.Tests.Identity;

public sealed class IdentityTests
{
    [Theory]
    [InlineData("model/default/digits@local#0", "model", "default/digits@local#0")]
    [InlineData("a/b", "a", "b")]
    public void Parse_GrainId_DividesAtTheFirstSlash(string text, string type, string key)
    {
        var id = GrainId.Parse(text);
        Assert.Equal(GrainId.Create(type, key), id);
        Assert.Equal(text, id.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("a")]
    [InlineData("/b")]
    [InlineData("a/")]
    public void Parse_NoGrainId_Throws(string text) => Assert.Throws<FormatException>(() => GrainId.Parse(text));

    [Theory]
    [InlineData(0, "0")]
    [InlineData(255, "FF")]
    [InlineData(-1, "FFFFFFFFFFFFFFFF")]
    public void IntegerKey_ThereAndBack(long key, string text)
    {
        var id = GrainId.Create(GrainType.Create("a"), GrainIdKeyExtensions.CreateIntegerKey(key, "x+y"));
        Assert.Equal($"a/{text}+x+y", id.ToString());
        Assert.Equal(key, id.GetIntegerKey(out var extension));
        Assert.Equal("x+y", extension);
    }

    [Fact]
    public void SiloAddress_Text_ThereAndBack()
    {
        var address = SiloAddress.New(IPAddress.Loopback, 11111, 42);
        Assert.Equal("127.0.0.1:11111@42", address.ToParsableString());
        Assert.Equal(address, SiloAddress.FromParsableString("127.0.0.1:11111@42"));
        Assert.Throws<FormatException>(() => SiloAddress.FromParsableString("127.0.0.1:11111"));
    }
}
