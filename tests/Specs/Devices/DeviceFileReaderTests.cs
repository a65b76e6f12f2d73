using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Krewe.Specs.Devices;

namespace Krewe.Specs.Tests.Devices;

/// <summary>Files of devices: what they say, what is wrong with them, and that docs/devices.md knows the same keys.</summary>
public sealed partial class DeviceFileReaderTests
{
    [Fact]
    public void Documentation_Keys_AreThoseOfTheReader() =>
        Assert.Equal(DeviceFileSchema.Keys, Row().Matches(Document().Split("## The file of devices")[1].Split("\n## ")[0]).Select(match => match.Groups[1].Value));

    [Fact]
    public void Documentation_Example_SaysWhatItShows()
    {
        var result = DeviceFileReader.Read(Document().Split("```yaml\n")[1].Split("```")[0], "docs/devices.md");

        Assert.Empty(result.Problems);
        Assert.Equal(["h100-small", "slice"], result.File.Classes.Select(rule => rule.Class));
        var group = result.File.Simulated[0];
        Assert.Equal((8, 132, 2L << 30), (group.Count, group.Model.Cores, group.ForeignMemoryBytes));
        Assert.Equal(
            new ScriptedFault { Kind = ScriptedFaultKind.Lost, Device = 3, At = TimeSpan.FromMinutes(1), For = TimeSpan.FromSeconds(20), Xid = 79 },
            Assert.Single(group.Faults));
        Assert.Equal(["3g.40gb", "2g.20gb", "1g.10gb"], result.File.Simulated[1].Mig.AsEnumerable());
        Assert.True(group.IsFor("gpu-7", "eu"));
        Assert.False(group.IsFor("cpu-7", "eu"));
    }

    [Fact]
    public void Documentation_Classes_AreThoseThatAreBuiltIn()
    {
        Assert.All(DeviceClasses.BuiltIn, rule => Assert.Matches($@"\b{Regex.Escape(rule.Class)}\b", Document()));
        Assert.All(DeviceModels.Classes, one => Assert.Matches($@"\b{Regex.Escape(one)}\b", Document()));
        Assert.All(DeviceModels.Classes, one => Assert.Equal(one, new DeviceClasses([]).Of(DeviceModels.Find(one)!.Name, DeviceModels.Find(one)!.MemoryBytes, null)));
    }

    [Theory]
    [InlineData("simulatd: []", 1, "simulated")]
    [InlineData("simulated:\n  - count: 0", 2, "1 to 64")]
    [InlineData("simulated:\n  - class: h1000", 2, "h100, h200")]
    [InlineData("simulated:\n  - clas: h100", 2, "class")]
    [InlineData("simulated:\n  - faults:\n      - at: 1s", 3, "lost, unplugged")]
    [InlineData("simulated:\n  - faults:\n      - kind: explodes", 3, "lost, unplugged")]
    [InlineData("simulated:\n  - faults:\n      - kind: xid", 3, "XID")]
    [InlineData("simulated:\n  - count: 2\n    faults:\n      - { kind: lost, device: 2 }", 4, "0 to 1")]
    [InlineData("simulated: h100", 1, "a list of mappings")]
    [InlineData("simulated: [h100]", 1, "a mapping")]
    [InlineData("classes:\n  - model: '*'", 2, "device class")]
    [InlineData("pools:\n  - pool: No Good", 2, "a-z")]
    [InlineData("simulated:\n  - background: 1.5", 2, "0 to 1")]
    [InlineData("a: [", 2, "")]
    [InlineData("classes: []\n---\nclasses: []", 3, "one document")]
    public void Read_Wrong_SaysWhereAndWhatWouldBeRight(string text, int line, string says)
    {
        var problem = DeviceFileReader.Read(text, "devices.yaml").Problems[0];

        Assert.Equal(("devices.yaml", line), (problem.File, problem.Line));
        Assert.Contains(says, problem.Message, StringComparison.Ordinal);
        Assert.StartsWith("KRW200", problem.Code, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_Nothing_SaysNothing() => Assert.Equal((0, 0), (DeviceFileReader.Read("", "f").File.Simulated.Length, DeviceFileReader.Read("", "f").Problems.Length));

    [Theory]
    [InlineData("Tesla T4", 15, null, "t4")]
    [InlineData("NVIDIA A100-SXM4-40GB", 40, null, "a100-40g")]
    [InlineData("NVIDIA A100-SXM4-80GB", 80, null, "a100-80g")]
    [InlineData("NVIDIA A100-SXM4-80GB", 10, "1g.10gb", "mig-1g.10gb")]
    [InlineData("NVIDIA H100 80GB HBM3", 80, null, "h100")]
    [InlineData("NVIDIA H100 80GB HBM3", 10, "1g.10gb+me", "mig-1g.10gb-me")]
    [InlineData("NVIDIA H100 NVL", 94, null, "h100-nvl")]
    [InlineData("NVIDIA GH200 480GB", 96, null, "gh200")]
    [InlineData("NVIDIA A10", 24, null, "a10")]
    [InlineData("NVIDIA A10G", 24, null, "a10g")]
    [InlineData("NVIDIA L4", 24, null, "l4")]
    [InlineData("NVIDIA L40S", 48, null, "l40s")]
    [InlineData("NVIDIA RTX A6000", 48, null, "nvidia-rtx-a6000")]
    [InlineData("???", 1, null, "unknown")]
    public void Classes_BuiltIn_KnowTheNamesThatDriversGive(string model, int gibibytes, string? mig, string expected) =>
        Assert.Equal(expected, new DeviceClasses([]).Of(model, (long)gibibytes << 30, mig));

    [Fact]
    public void Classes_RulesOfTheFile_ComeFirst()
    {
        var classes = new DeviceClasses([new("mine") { Model = "*h100*", MemoryTo = 90L << 30 }, new("slice") { Mig = "1g.*" }]);

        Assert.Equal("mine", classes.Of("NVIDIA H100 80GB HBM3", 80L << 30, null));
        Assert.Equal("h100", classes.Of("NVIDIA H100 96GB HBM3", 96L << 30, null));
        Assert.Equal("slice", classes.Of("NVIDIA H100 80GB HBM3", 10L << 30, "1g.10gb"));
        Assert.Equal("mig-2g.20gb", classes.Of("NVIDIA H100 80GB HBM3", 20L << 30, "2g.20gb"));
    }

    [Theory]
    [InlineData("eu", "tier=gold", "h100", true)]
    [InlineData("us", "tier=gold", "h100", false)]
    [InlineData("eu", "tier=tin", "h100", false)]
    [InlineData("eu", "", "h100", false)]
    [InlineData("eu", "tier=gold", "a100-80g", true)]
    [InlineData("eu", "tier=gold", "t4", false)]
    public void Pools_Rule_HoldsWhenAllOfItDoes(string region, string label, string deviceClass, bool expected)
    {
        var rule = DeviceFileReader.Read(Document().Split("```yaml\n")[1].Split("```")[0], "f").File.Pools.Single();
        var labels = label.Split('=', 2) is [var name, var value] ? new Dictionary<string, string> { [name] = value } : [];

        Assert.Equal(expected, rule.Matches(region, labels, [deviceClass]));
    }

    private static string Document([CallerFilePath] string here = "") =>
        File.ReadAllText(Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "../../../docs/devices.md")));

    [GeneratedRegex("^\\| `([a-z_.]+)` \\|", RegexOptions.Multiline)]
    private static partial Regex Row();
}
