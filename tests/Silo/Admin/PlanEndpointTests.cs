using System.Net;
using System.Text;
using System.Text.Json;
using Krewe.Admin;
using Krewe.Admin.Plans;
using Krewe.Admin.Snapshots;
using Krewe.Pools;

namespace Krewe.Silo.Tests.Admin;

public sealed class PlanEndpointTests
{
    [Fact]
    public async Task Plan_SpecsInOrder_ChangeDifferencesAndPlaces()
    {
        await using var server = await AdminServer.StartAsync();
        var plan = JsonSerializer.Deserialize<PlanView>(
            await PostAsync(server, """
                [{"name":"digits","replicas":2,"backend":{"command":"server"}},
                 {"name":"new","backend":{"command":"server"},"resources":{"cpu_millicores":900}},
                 {"name":"far","region":"nowhere","backend":{"command":"server"}}]
                """),
            KreweJson.Options)!;

        Assert.Equal([AssignChange.Configured, AssignChange.Created, AssignChange.None], plan.Models.Select(model => model.Change));
        var difference = Assert.Single(plan.Models[0].Differences);
        Assert.Equal(("replicas", 1, 2), (difference.Path, difference.From!.Value.GetInt32(), difference.To!.Value.GetInt32()));
        Assert.Equal([PlannedStep.Keep, PlannedStep.Place], plan.Models[0].Replicas.Select(replica => replica.Step));
        Assert.Contains(plan.Models[1].Differences, one => one.Path == "resources.cpu_millicores" && one.From is null);
        Assert.Equal("KRW3101", plan.Models[2].Problem!.Code);
        Assert.Empty(server.Cluster.Applied);
    }

    [Theory]
    [InlineData("{}", "KRW2001", "array")]
    [InlineData("""[{"name":"a","backend":{"command":"x"}},{"name":"b","backend":{"command":"x"},"replcas":2}]""", "KRW2002", "[1].replcas")]
    public async Task Plan_InvalidBody_SaysWhichSpec(string body, string code, string where)
    {
        await using var server = await AdminServer.StartAsync();
        var text = await PostAsync(server, body, HttpStatusCode.BadRequest);

        Assert.Contains(code, text, StringComparison.Ordinal);
        Assert.Contains(where, text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Snapshot_ReadAgain_IsTheSame()
    {
        await using var server = await AdminServer.StartAsync();
        var text = await server.Client.GetStringAsync("/admin/v1/snapshot");
        var snapshot = JsonSerializer.Deserialize<ClusterSnapshot>(text, KreweJson.Options)!;

        Assert.Equal(1, snapshot.Version);
        Assert.Equal(text, JsonSerializer.Serialize(snapshot, KreweJson.Options));
    }

    private static async Task<string> PostAsync(AdminServer server, string body, HttpStatusCode expected = HttpStatusCode.OK)
    {
        using var request = server.Authorized(HttpMethod.Post, "/admin/v1/plan", new StringContent(body, Encoding.UTF8, "application/json"));
        using var response = await server.Client.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(expected == response.StatusCode, text);
        return text;
    }
}
