using System.Net;
using System.Text;
using System.Text.Json;
using Krewe.Errors;
using Krewe.Hosts;

namespace Krewe.Silo.Tests.Admin;

public sealed class MaintenanceEndpointTests
{
    public static TheoryData<string, string, MaintenanceOrder> Orders => new()
    {
        { "hosts/alpha/drain", "", new MaintenanceOrder { Host = "alpha", Empty = true } },
        { "hosts/alpha/drain", "{}", new MaintenanceOrder { Host = "alpha", Empty = true } },
        { "hosts/alpha/drain", """{"force":true}""", new MaintenanceOrder { Host = "alpha", Empty = true, Force = true } },
        { "hosts/alpha/undrain", "{}", new MaintenanceOrder { Host = "alpha", Empty = false } },
        { "devices/alpha/GPU-1/cordon", "{}", new MaintenanceOrder { Host = "alpha", Device = "GPU-1", Empty = true } },
        { "devices/alpha/GPU-1/uncordon", "{}", new MaintenanceOrder { Host = "alpha", Device = "GPU-1", Empty = false } },
    };

    [Theory]
    [MemberData(nameof(Orders))]
    public async Task Post_Order_IsGivenToTheCluster(string path, string body, MaintenanceOrder expected)
    {
        await using var server = await AdminServer.StartAsync();
        using var response = await PostAsync(server, path, body);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(expected, Assert.Single(server.Cluster.Maintained));
    }

    [Theory]
    [InlineData("", 120, "")]
    [InlineData("""{"seconds":30.5,"reason":"taken back"}""", 30.5, "taken back")]
    public async Task Post_Notice_EmptiesTheHostBeforeItGoes(string body, double seconds, string reason)
    {
        await using var server = await AdminServer.StartAsync();
        using var response = await PostAsync(server, "hosts/alpha/notice", body);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var order = Assert.Single(server.Cluster.Maintained);
        Assert.True(order is { Host: "alpha", Device: null, Empty: true, Force: true });
        Assert.Equal((seconds, reason), ((order.Notice!.EndsAt - order.Notice.ToldAt).TotalSeconds, order.Notice.Reason));
    }

    [Theory]
    [InlineData("""{"seconds":0.5}""")]
    [InlineData("""{"seconds":-1}""")]
    [InlineData("""{"seconds":86401}""")]
    [InlineData("""{"seconds":"soon"}""")]
    public async Task Post_NoticeOfNoTime_IsRefused(string body)
    {
        await using var server = await AdminServer.StartAsync();
        using var response = await PostAsync(server, "hosts/alpha/notice", body);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains("KRW2001", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Empty(server.Cluster.Maintained);
    }

    [Fact]
    public async Task Post_Clear_IsGivenToTheClusterAndTellsWhatIsForgotten()
    {
        await using var server = await AdminServer.StartAsync();
        using var response = await PostAsync(server, "devices/alpha/GPU-1/clear", "{}");

        Assert.Equal("alpha/GPU-1", Assert.Single(server.Cluster.Cleared));
        Assert.Contains("XID 48: double bit ECC error", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"forced":true}""", "KRW2002", "force")]
    [InlineData("""{"force":"yes"}""", "KRW2001", "force")]
    [InlineData("""{"force":true""", "KRW2003", "line 1")]
    [InlineData("[]", "KRW2001", "body")]
    public async Task Post_InvalidBody_IsRefusedAndNothingIsDone(string body, string code, string named)
    {
        await using var server = await AdminServer.StartAsync();
        using var response = await PostAsync(server, "hosts/alpha/drain", body);
        var text = await response.Content.ReadAsStringAsync();

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains(code, text, StringComparison.Ordinal);
        Assert.Contains(named, text, StringComparison.Ordinal);
        Assert.Empty(server.Cluster.Maintained);
    }

    [Fact]
    public async Task Post_NoRoom_IsAConflictWithAllReasons()
    {
        await using var server = await AdminServer.StartAsync();
        server.Cluster.Failure = new KreweException(new Problem { Code = ErrorCodes.MaintenanceRefused, Message = "no room", Reasons = ["one", "two"] });
        using var response = await PostAsync(server, "hosts/alpha/drain", "{}");
        using var body = JsonDocument.Parse(await response.Content.ReadAsStringAsync());

        Assert.Equal(HttpStatusCode.Conflict, response.StatusCode);
        Assert.Equal(2, body.RootElement.GetProperty("error").GetProperty("reasons").GetArrayLength());
    }

    private static async Task<HttpResponseMessage> PostAsync(AdminServer server, string path, string body)
    {
        using var request = server.Authorized(HttpMethod.Post, "/admin/v1/" + path, new StringContent(body, Encoding.UTF8, "application/json"));
        return await server.Client.SendAsync(request);
    }
}
