using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Krewe.Admin;
using Krewe.Machines;

namespace Krewe.Silo.Tests.Admin;

public sealed class MachineEndpointTests
{
    [Fact]
    public async Task Get_Machines_AreThoseOfThePools()
    {
        await using var server = await AdminServer.StartAsync();
        var json = await server.Client.GetStringAsync("/admin/v1/machines");

        Assert.Equal("on_demand", (string?)JsonNode.Parse(json)![0]!["machines"]![0]!["cost"]!["purchase"]);
        var view = (await server.Client.GetFromJsonAsync<MachinesView[]>("/admin/v1/machines", KreweJson.Options))!.Single();
        Assert.Equal(FakeMachines.View.Machines.AsEnumerable(), view.Machines);
        Assert.Equal((7.5, "host-a"), (view.Spent[PurchaseType.OnDemand], view.Executor));
    }
}
