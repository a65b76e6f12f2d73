using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Krewe.Specs.Yaml;
using Krewe.Specs.Yaml.Writing;

namespace Krewe.Specs.Tests.Yaml;

/// <summary>docs/specs.md, the reader and the writer know the same keys.</summary>
public sealed partial class SpecDocumentationTests
{
    [Fact]
    public void Documentation_Keys_AreThoseOfTheReader()
    {
        var section = Document().Split("## ").Single(part => part.StartsWith("The keys of a model", StringComparison.Ordinal));

        Assert.Equal(SpecSchema.Keys, Row().Matches(section).Select(match => match.Groups[1].Value));
    }

    [Fact]
    public void Documentation_Example_IsValid()
    {
        var example = Document().Split("```yaml\n")[1].Split("```")[0];

        Assert.Empty(SpecReader.Read(example, "docs/specs.md", "/base").Problems);
    }

    [Fact]
    public void Writer_Keys_AreThoseOfTheReader()
    {
        var tree = SpecDocument.Full(new ModelSpec
        {
            Name = "a",
            Backend = new BackendSpec { Weights = [new WeightsSpec { Source = "/w", Digest = "sha256:", Name = "w", Bytes = 1 }] },
            Regions = new RegionsSpec { Allow = ["b"], Near = TimeSpan.FromSeconds(1) },
            Queue = new QueueSpec { Quota = new QuotaSpec() },
            Scaling = new ScalingSpec
            {
                Schedules = [new ScalingSchedule { Min = 1, Max = 2 }],
                Objectives = new ClassObjectives { Critical = TimeSpan.FromSeconds(1), Standard = TimeSpan.FromSeconds(2), Batch = TimeSpan.FromSeconds(3) },
            },
        });

        Assert.Equal(SpecSchema.Keys, Paths(tree, ""));
    }

    private static IEnumerable<string> Paths(System.Text.Json.Nodes.JsonObject tree, string prefix) =>
        tree.SelectMany(pair => (pair.Value is System.Text.Json.Nodes.JsonArray { Count: > 0 } list ? list[0] : pair.Value) is System.Text.Json.Nodes.JsonObject nested
            ? Paths(nested, $"{prefix}{pair.Key}.").Prepend(prefix + pair.Key)
            : [prefix + pair.Key]);

    private static string Document([CallerFilePath] string here = "") =>
        File.ReadAllText(Path.Combine(Path.GetDirectoryName(here)!, "../../../docs/specs.md"));

    [GeneratedRegex(@"^\| `([a-z_.]+)` \|", RegexOptions.Multiline)]
    private static partial Regex Row();
}
