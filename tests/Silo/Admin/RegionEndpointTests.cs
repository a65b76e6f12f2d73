using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Krewe.Admin;
using Krewe.Fleet.Regions;

namespace Krewe.Silo.Tests.Admin;

public sealed class RegionEndpointTests
{
    [Fact]
    public async Task Get_Regions_AreThoseOfTheFleet()
    {
        await using var server = await AdminServer.StartAsync();
        var json = JsonNode.Parse(await server.Client.GetStringAsync("/admin/v1/regions"))![0]!;

        Assert.Equal(("draining", "leaving", "maintenance"), ((string?)json["state"], (string?)json["spread"]![0]!["phase"], (string?)json["spread"]![0]!["move"]!["reason"]));
        var view = (await server.Client.GetFromJsonAsync<RegionView[]>("/admin/v1/regions", KreweJson.Options))!.Single();
        Assert.Equal((8, 3, 2), (view.Devices, view.FreeDevices, view.Silos));
    }

    [Theory]
    [InlineData("regions/eu/drain", "{}", "drain eu")]
    [InlineData("regions/eu/undrain", "{}", "undrain eu")]
    [InlineData("models/default/digits/region?region=eu", """{"to":"us"}""", "default/digits@eu us")]
    [InlineData("models/default/digits/region", "{}", "default/digits@local -")]
    public async Task Post_TellsTheFleet(string path, string body, string told)
    {
        await using var server = await AdminServer.StartAsync();
        using var request = server.Authorized(HttpMethod.Post, "/admin/v1/" + path, new StringContent(body, Encoding.UTF8, "application/json"));
        using var response = await server.Client.SendAsync(request);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal([told], server.Regions.Told);
    }
}
