using System.Net;
using System.Text;
using System.Text.Json;
using Krewe.Admin;
using Krewe.Admin.Activations;

namespace Krewe.Silo.Tests.Admin;

public sealed class ActivationEndpointTests
{
    [Fact]
    public async Task Grains_PartByPart_EachOnce()
    {
        await using var server = await AdminServer.StartAsync();
        var seen = new List<string>();
        string? next = null;
        do
        {
            var page = await GetAsync<GrainPage>(server, "grains?limit=2" + (next is null ? "" : "&after=" + Uri.EscapeDataString(next)));
            Assert.Equal(3, page.Total);
            seen.AddRange(page.Grains.Select(grain => grain.Grain));
            next = page.Next;
        }
        while (next is not null);

        Assert.Equal(FakeActivations.Rows.Select(row => row.Grain).Order(StringComparer.Ordinal), seen);
        Assert.Equal("pool", Assert.Single((await GetAsync<GrainPage>(server, "grains?type=pool")).Grains).Type);
    }

    [Theory]
    [InlineData("default%2Fdigits%40local")]
    [InlineData("default%2fdigits@local")]
    public async Task Grain_KeyWithSlash_IsOneKey(string key)
    {
        await using var server = await AdminServer.StartAsync();
        var detail = await GetAsync<GrainDetail>(server, $"grains/model/{key}");

        Assert.Equal("default/digits@local", detail.Key);
        Assert.Equal(3, detail.State!.Value.GetProperty("generation").GetInt32());
    }

    [Fact]
    public async Task Actions_AreGivenToTheCluster_OrRefusedWithTheirCode()
    {
        await using var server = await AdminServer.StartAsync();
        Assert.Equal(HttpStatusCode.OK, await PostAsync(server, "grains/model/default%2Fdigits%40local/migrate", """{"silo":"beta"}"""));
        Assert.Equal(HttpStatusCode.OK, await PostAsync(server, "grains/pool/local%2Fdefault/deactivate", ""));
        Assert.Equal(HttpStatusCode.BadRequest, await PostAsync(server, "grains/pool/local%2Fdefault/migrate", "{}"));
        Assert.Equal(HttpStatusCode.Conflict, await PostAsync(server, "grains/replica/stuck/migrate", """{"silo":"beta"}"""));

        Assert.Equal(["model/default/digits@local -> beta", "pool/local/default -> "], server.Activations.Told);
    }

    private static async Task<T> GetAsync<T>(AdminServer server, string path) =>
        JsonSerializer.Deserialize<T>(await server.Client.GetStringAsync("/admin/v1/" + path), KreweJson.Options)!;

    private static async Task<HttpStatusCode> PostAsync(AdminServer server, string path, string body)
    {
        using var request = server.Authorized(HttpMethod.Post, "/admin/v1/" + path, new StringContent(body, Encoding.UTF8, "application/json"));
        using var response = await server.Client.SendAsync(request);
        return response.StatusCode;
    }
}
