namespace Krewe.Specs.Tests.Yaml;

public sealed class WeightsSpecTests
{
    private const string Digest = "sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";

    [Theory]
    [InlineData("w/model.gguf", "/base/w/model.gguf", "model.gguf")]
    [InlineData("/srv/model", "/srv/model", "model")]
    [InlineData("https://files.example/a/model.bin?sig=/x/y", "https://files.example/a/model.bin?sig=/x/y", "model.bin")]
    [InlineData("file:///srv/m", "file:///srv/m", "m")]
    public void Read_Source_CountsFromTheFileAndNamesIt(string source, string expected, string name)
    {
        var weights = Assert.Single(Read($"- {{source: \"{source}\", digest: \"{Digest}\"}}").Models).Backend.Weights;

        Assert.Equal(new WeightsSpec { Source = expected, Digest = Digest, Name = name }, Assert.Single(weights));
    }

    [Fact]
    public void Read_Size_IsBytes() =>
        Assert.Equal(8L << 30, Assert.Single(Read($"- {{source: /m, digest: \"{Digest}\", size: 8GiB}}").Models).Backend.Weights[0].Bytes);

    [Theory]
    [InlineData("- {digest: \"" + Digest + "\"}", "backend.weights[0].source", "KRW2004")]
    [InlineData("- {source: /m}", "backend.weights[0].digest", "KRW2004")]
    [InlineData("- {source: /m, digest: \"sha256:9F86\"}", "backend.weights[0].digest", "KRW2001")]
    [InlineData("- {source: /m, digest: \"md5:9f86\"}", "backend.weights[0].digest", "KRW2001")]
    [InlineData("- {source: \"ftp://a/m\", digest: \"" + Digest + "\"}", "backend.weights[0].source", "KRW2001")]
    [InlineData("- {source: \"file://other/m\", digest: \"" + Digest + "\"}", "backend.weights[0].source", "KRW2001")]
    [InlineData("- {source: \"https://a/\", digest: \"" + Digest + "\"}", "backend.weights[0].name", "KRW2001")]
    [InlineData("- {source: /m, digest: \"" + Digest + "\", name: \"../m\"}", "backend.weights[0].name", "KRW2001")]
    [InlineData("- {source: /m, digest: \"" + Digest + "\", name: \".m\"}", "backend.weights[0].name", "KRW2001")]
    [InlineData("- {source: /m, digest: \"" + Digest + "\", size: 0}", "backend.weights[0].size", "KRW2001")]
    [InlineData("- {source: /m, digest: \"" + Digest + "\", sise: 1}", "backend.weights[0].sise", "KRW2002")]
    [InlineData("- {source: /m, digest: \"" + Digest + "\"}\n  - {source: /n/m, digest: \"" + Digest + "\"}", "backend.weights[1].name", "KRW2001")]
    public void Read_Wrong_IsToldWithItsKey(string item, string key, string code)
    {
        var problem = Assert.Single(Read(item).Problems);

        Assert.Equal((key, code), (problem.Key, problem.Code));
    }

    [Fact]
    public void Read_PasswordInTheAddress_IsRefusedAndNotTold()
    {
        var problem = Assert.Single(Read($"- {{source: \"https://me:secret@a/m\", digest: \"{Digest}\"}}").Problems);

        Assert.Equal("backend.weights[0].source", problem.Key);
        Assert.DoesNotContain("secret", problem.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Tell_Query_IsLeftOut() => Assert.Equal("https://a:8/m", WeightsRules.TellOf("https://a:8/m?sig=1"));

    [Fact]
    public void NeedsNewReplicas_OtherDigest_Does()
    {
        var spec = Assert.Single(Read($"- {{source: /m, digest: \"{Digest}\"}}").Models);
        var other = spec with { Backend = spec.Backend with { Weights = [spec.Backend.Weights[0] with { Digest = Digest.Replace('9', '8') }] } };

        Assert.True(spec.NeedsNewReplicas(other));
        Assert.False(spec.NeedsNewReplicas(spec with { Backend = spec.Backend with { Weights = [.. spec.Backend.Weights] } }));
    }

    private static Krewe.Specs.Yaml.SpecReadResult Read(string items) => Krewe.Specs.Yaml.SpecReader.Read(
        $"kind: model\nname: m\nbackend:\n  command: sh\n  weights:\n  {items}\n", "m.yaml", "/base");
}
