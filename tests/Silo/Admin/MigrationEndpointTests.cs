using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Krewe.Migrations;
using Krewe.Naming;

namespace Krewe.Silo.Tests.Admin;

public sealed class MigrationEndpointTests
{
    [Theory]
    [InlineData("", "{}", "local", null)]
    [InlineData("?region=eu", """{"host":"beta"}""", "eu", "beta")]
    public async Task Post_Migrate_IsGivenToTheCluster(string query, string body, string region, string? host)
    {
        await using var server = await AdminServer.StartAsync();
        using var response = await PostAsync(server, $"replicas/default/digits/3/migrate{query}", body);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(new MigrationOrder { Replica = new ReplicaId(new ModelKey("default", "digits", region), 3), Host = host }, Assert.Single(server.Cluster.Migrated));
    }

    [Theory]
    [InlineData("replicas/default/digits/x/migrate", HttpStatusCode.NotFound)]
    [InlineData("migrations/local/default/m1/take-back", HttpStatusCode.OK)]
    [InlineData("migrations/local/default/m2/take-back", HttpStatusCode.NotFound)]
    public async Task Post_Order_AnswersAsItShould(string path, HttpStatusCode status)
    {
        await using var server = await AdminServer.StartAsync();
        using var response = await PostAsync(server, path, "{}");

        Assert.Equal(status, response.StatusCode);
        Assert.Empty(server.Cluster.Migrated);
    }

    private static async Task<HttpResponseMessage> PostAsync(AdminServer server, string path, string body)
    {
        using var request = server.Authorized(HttpMethod.Post, "/admin/v1/" + path, new StringContent(body, Encoding.UTF8, "application/json"));
        return await server.Client.SendAsync(request);
    }
}
