using System.Collections.Immutable;
using Krewe.Devices;
using Krewe.Silo.Configuration;
using Krewe.Silo.Devices;
using Krewe.Specs.Devices;

namespace Krewe.Silo.Tests.Devices;

public sealed class PoolChooserTests
{
    private static readonly ImmutableArray<DevicePoolRule> Rules =
    [
        new("training") { Classes = ["h100", "a100-*"] },
        new("gold") { Labels = ImmutableDictionary<string, string>.Empty.Add("tier", "gold") },
        new("small") { Classes = ["mig-*"] },
    ];

    [Theory]
    [InlineData("", "", "default", "default")]
    [InlineData("h100,h100", "", "training", "training,training")]
    [InlineData("h100,t4", "", "default", "training,default")]
    [InlineData("h100,mig-1g.10gb", "", "default", "training,small")]
    [InlineData("t4", "", "default", "default")]
    [InlineData("h100,t4", "gold", "gold", "training,gold")]
    [InlineData("", "gold", "gold", "")]
    public void Assign_EachDeviceHasItsPoolAndTheMachineItsOwn(string classes, string tier, string machine, string devices)
    {
        var chooser = Chooser(tier);
        var assigned = chooser.Assign(Devices(classes));

        Assert.Equal(machine, chooser.Pool);
        Assert.Null(assigned[0].Pool);
        Assert.Equal(classes.Length == 0 ? [] : devices.Split(','), assigned.Skip(1).Select(device => device.Pool));
        Assert.Equal(assigned.Select(device => device.Pool).OfType<string>().Append(machine).Distinct().Order(StringComparer.Ordinal), chooser.Pools.Order(StringComparer.Ordinal));
        Assert.Equal(machine, chooser.Pools[0]);
    }

    [Fact]
    public void Assign_DevicesThatGoAndCome_MoveNothing()
    {
        var chooser = Chooser("");
        chooser.Assign(Devices("h100,h100"));
        chooser.Assign(Devices(""));
        var later = chooser.Assign([.. Devices("h100,h100"), new DeviceObservation { Uuid = "late", Class = "t4", Model = "T4", Accelerator = true }]);

        Assert.Equal("training", chooser.Pool);
        Assert.Equal(["training", "training", "default"], later.Skip(1).Select(device => device.Pool));
    }

    private static PoolChooser Chooser(string tier) => new(SettingsReader.Read([], new Dictionary<string, string>(), new MachineFacts("host", 2, 8L << 30)).Settings! with
    {
        Labels = tier.Length == 0 ? ImmutableDictionary<string, string>.Empty : ImmutableDictionary<string, string>.Empty.Add("tier", tier),
        Devices = new DeviceFile { Pools = Rules },
    });

    private static DeviceObservation[] Devices(string classes) =>
    [
        new() { Uuid = "cpu", Class = "cpu", Model = "CPU" },
        .. classes.Split(',', StringSplitOptions.RemoveEmptyEntries).Select((one, i) => new DeviceObservation { Uuid = $"g{i}", Class = one, Model = one, Accelerator = true }),
    ];
}
