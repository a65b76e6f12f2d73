using Krewe.Architecture.Tests.Support;

namespace Krewe.Architecture.Tests.Documents;

public sealed class DocumentTests
{
    /// <summary>Options of programs that are not ours: dotnet, curl.</summary>
    private static readonly string[] OptionsOfOthers = ["--project"];

    [Fact]
    public void Links_OfDocuments_LeadSomewhere() =>
        Findings.AssertNone(Repository.Files(".md").SelectMany(path => DocumentRules.Links(path, Repository.Read(path), Repository.Exists)));

    [Fact]
    public void Documents_OfTheIndex_AreAllListed()
    {
        var index = Repository.Read("docs/README.md");
        Findings.AssertNone(Repository.Files(".md").Where(path => path.StartsWith("docs/", StringComparison.Ordinal) && path != "docs/README.md")
            .Where(path => !index.Contains($"({path["docs/".Length..]})", StringComparison.Ordinal))
            .Select(path => $"docs/README.md does not list {path}."));
    }

    [Fact]
    public void Options_OfTheReadme_ExistInTheSources()
    {
        var sources = Sources.Programs.Select(file => file.Text).ToArray();
        Findings.AssertNone(DocumentRules.Options(Repository.Read("README.md")).Except(OptionsOfOthers)
            .Where(option => !sources.Any(text => text.Contains($"\"{option}\"", StringComparison.Ordinal) || text.Contains($"\"  {option}\"", StringComparison.Ordinal) || text.Contains($"new(\"{option[2..].Replace('-', '_')}\"", StringComparison.Ordinal)))
            .Select(option => $"README.md speaks of {option}, which no program takes."));
    }

    [Fact]
    public void Names_OfTheReadme_ExistInTheSources()
    {
        var sources = Repository.Files(".cs", ".csproj", ".props", ".targets").Where(path => !path.StartsWith("tests/Architecture/", StringComparison.Ordinal)).Select(Repository.Read).ToArray();
        Findings.AssertNone(DocumentRules.Names(Repository.Read("README.md"))
            .Where(name => !sources.Any(text => text.Contains(name, StringComparison.Ordinal)))
            .Select(name => $"README.md speaks of {name}, which is nowhere in the sources."));
    }

    [Theory]
    [InlineData("[a](there.md)", 0)]
    [InlineData("[a](there.md#part)", 0)]
    [InlineData("[a](../docs/there.md)", 0)]
    [InlineData("[a](gone.md)", 1)]
    [InlineData("[a](https://example.org/gone.md) [b](#part)", 0)]
    [InlineData("```\n[a](gone.md)\n```\n", 0)]
    public void Links_ByExample_Finds(string text, int expected) =>
        Assert.Equal(expected, DocumentRules.Links("docs/a.md", text, path => path == "docs/there.md").Count());

    [Fact]
    public void Quoted_ByExample_IsFound()
    {
        const string Text = "`--data DIR` and `GrainEngine` and `Silo`, not --this\n```\n`--that` `NotThis`\n```\n";
        Assert.Equal(["--data"], DocumentRules.Options(Text));
        Assert.Equal(["GrainEngine"], DocumentRules.Names(Text));
    }
}
