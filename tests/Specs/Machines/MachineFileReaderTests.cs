using System.Text.RegularExpressions;
using Krewe.Machines;
using Krewe.Specs.Machines;
using Krewe.Testing.Processes;

namespace Krewe.Specs.Tests.Machines;

/// <summary>Files of machines: what they say, what is wrong with them, and that docs/machines.md knows the same keys.</summary>
public sealed partial class MachineFileReaderTests
{
    [Fact]
    public void Documentation_Keys_AreThoseOfTheReader()
    {
        var keys = Document().Split("## The file of machines")[1].Split("```")[0].Split('\n').Where(line => line.StartsWith("| `", StringComparison.Ordinal)).SelectMany(KeysOf);
        Assert.Equal(MachineFileSchema.Keys.Where(key => key is not ("spot" or "provider")), keys);
    }

    [Fact]
    public void Documentation_Example_SaysWhatItShows()
    {
        var result = MachineFileReader.Read(Document().Split("```yaml\n")[1].Split("```")[0], "docs/machines.md");

        Assert.Empty(result.Problems);
        Assert.Equal(["big", "big-spot"], result.File.Groups.Select(group => group.Name));
        Assert.Equal((4, "h100", 80L << 30, 20), (result.File.Groups[0].Devices, result.File.Groups[0].DeviceClass, result.File.Groups[0].DeviceMemoryBytes, result.File.Groups[0].Most));
        Assert.Equal(MachineProviderKind.Command, result.File.Provider.Kind);
        Assert.Equal(3_600 * ((4 * 0.0011) + 0.00005), result.File.CostOf(result.File.Groups[0]).PerHour, 9);
        Assert.Equal(new MachineCost(PurchaseType.Spot, 3_600 * ((4 * 0.0004) + 0.00005), 0.05), result.File.CostOf(result.File.Groups[1]));
    }

    [Theory]
    [InlineData("h100", "eu", PurchaseType.Spot, 1)]
    [InlineData("h100", "us", PurchaseType.Spot, 2)]
    [InlineData("h100", "us", PurchaseType.OnDemand, 3)]
    [InlineData("a100", "us", PurchaseType.OnDemand, 4)]
    public void CostOf_Rules_TheFirstThatFitsCounts(string of, string region, PurchaseType purchase, double perSecond)
    {
        var file = new MachineFile
        {
            Prices =
            [
                new() { Class = "h100", Regions = ["eu"], Purchase = PurchaseType.Spot, DeviceSecond = 1 },
                new() { Class = "h100", Purchase = PurchaseType.Spot, DeviceSecond = 2 },
                new() { Class = "h100", DeviceSecond = 3 },
                new() { DeviceSecond = 4 },
            ],
        };

        Assert.Equal(3_600 * perSecond, file.CostOf(region, purchase, [of]).PerHour);
    }

    [Theory]
    [InlineData("machins: []", 1, "machines")]
    [InlineData("prices:\n  - purchase: rented", 2, "on-demand, reserved, spot")]
    [InlineData("prices:\n  - device_second: -1", 2, "price")]
    [InlineData("provider: { kind: simulated }\nmachines:\n  - cpu: 1", 3, "a-z")]
    [InlineData("provider: { kind: simulated }\nmachines:\n  - name: No Good", 3, "a-z")]
    [InlineData("provider: { kind: simulated }\nmachines:\n  - { name: a, min: 3, max: 2 }", 3, "at most max")]
    [InlineData("provider: { kind: simulated }\nmachines:\n  - { name: a, devices: 1 }", 3, "class")]
    [InlineData("provider: { kind: simulated }\nmachines:\n  - name: a\n  - name: a", 3, "two groups")]
    [InlineData("machines:\n  - name: a", 1, "who adds the machines")]
    [InlineData("provider: { kind: cloud }", 1, "none, simulated or command")]
    [InlineData("provider: { kind: command, add: [a], list: [a] }", 1, "remove")]
    [InlineData("spot: { critical: 2 }", 1, "0 to 1")]
    [InlineData("spot: { pause: 0s }", 1, "more than 0")]
    [InlineData("a: [", 2, "")]
    [InlineData("prices: []\n---\nprices: []", 3, "one document")]
    public void Read_Wrong_SaysWhereAndWhatWouldBeRight(string text, int line, string says)
    {
        var problem = MachineFileReader.Read(text, "machines.yaml").Problems[0];

        Assert.Equal(("machines.yaml", line), (problem.File, problem.Line));
        Assert.Contains(says, problem.ToString(), StringComparison.Ordinal);
    }

    private static string Document() => File.ReadAllText(Path.Combine(Repository.Root, "docs", "machines.md"));

    // `a[].b`, `c` stand for a.b and a.c, and `a.b`, `c` likewise.
    private static IEnumerable<string> KeysOf(string row)
    {
        var names = Name().Matches(row.Split('|')[1]).Select(match => match.Groups[1].Value.Replace("[]", "", StringComparison.Ordinal)).ToList();
        var room = names[0].Contains('.', StringComparison.Ordinal) ? names[0][..(names[0].IndexOf('.', StringComparison.Ordinal) + 1)] : "";
        return names.Select((name, i) => i == 0 ? name : room + name);
    }

    [GeneratedRegex("`([a-z_.\\[\\]]+)`")]
    private static partial Regex Name();
}
