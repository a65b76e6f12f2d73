using System.Text;
using System.Text.Json;
using Krewe.Silo.Front.Protocol;
using static Krewe.Silo.Tests.Front.Protocol.Json;

namespace Krewe.Silo.Tests.Front.Protocol;

public sealed class DocumentTests
{
    [Fact]
    public void Write_SmallAnswers_HaveTheProtocolsForm()
    {
        Assert.Equal("""{"live":true}""", Written(output => ServerDocuments.WriteLive(output, true)));
        Assert.Equal("""{"live":false}""", Written(output => ServerDocuments.WriteLive(output, false)));
        Assert.Equal("""{"ready":true}""", Written(output => ServerDocuments.WriteReady(output, true)));
        Assert.Equal("""{"ready":false}""", Written(output => ServerDocuments.WriteReady(output, false)));
        Assert.Equal("""{"name":"digits","ready":true}""", Written(output => ServerDocuments.WriteModelReady(output, "digits", true)));
        Assert.Equal(
            """{"name":"krewe","version":"0.1.0","extensions":["a","b"]}""",
            Written(output => ServerDocuments.WriteMetadata(output, "krewe", "0.1.0", ["a", "b"])));
    }

    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("a\"b\\c\0\n\u001b</script>é", "a\"b\\c\0\n\u001b</script>é")]
    public void Write_Error_IsAsciiJsonWhateverTheText(string message, string expected)
    {
        var text = Written(output => ErrorWriter.Write(output, "KRW1004", message));

        Assert.True(Ascii.IsValid(text));
        Assert.DoesNotContain(text, char.IsControl);
        using var json = JsonDocument.Parse(text);
        Assert.Equal("KRW1004: " + expected, json.RootElement.GetProperty("error").GetString());
        Assert.Single(json.RootElement.EnumerateObject());
    }

    [Fact]
    public void Write_ErrorWithHalfAPair_IsStillText() =>
        Assert.Equal(
            """{"error":"KRW1004: a\uFFFDb\uFFFD"}""",
            Written(output => ErrorWriter.Write(output, "KRW1004", "a\ud800b\udc00")));

    [Fact]
    public void Write_EndlessError_IsCut()
    {
        var text = Written(output => ErrorWriter.Write(output, new ProtocolFault(400, "KRW1001", Repeat("x", 1_000_000))));

        Assert.InRange(text.Length, 2_000, 2_100);
    }

    [Fact]
    public void Cut_BetweenSurrogates_KeepsThePairWhole()
    {
        Assert.Equal("a…", ProtocolText.Cut("a😀b", 2));
        Assert.Equal("a😀…", ProtocolText.Cut("a😀b", 3));
        Assert.Equal("a😀b", ProtocolText.Cut("a😀b", 4));
    }

    [Theory]
    [InlineData("", false)]
    [InlineData("a", false)]
    [InlineData("\\n\\\\u", false)]
    [InlineData("\\u0041", false)]
    [InlineData("\\ud83d\\ude00", false)]
    [InlineData("x\\ud83d\\ude00\\ud83d\\ude00y", false)]
    [InlineData("\\\\ud83d", false)]
    [InlineData("\\ud83d", true)]
    [InlineData("\\ude00", true)]
    [InlineData("\\ud83dx\\ude00", true)]
    [InlineData("\\ud83d\\n\\ude00", true)]
    [InlineData("\\ud83d\\ud83d\\ude00", true)]
    [InlineData("\\ud83d\\u0041", true)]
    [InlineData("a\\ud83d", true)]
    public void HasLoneSurrogate_Escapes_AreFoundInPairs(string escaped, bool expected) =>
        Assert.Equal(expected, JsonEscapes.HasLoneSurrogate(Bytes(escaped)));
}
