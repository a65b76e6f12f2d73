using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Krewe.EndToEnd;

/// <summary>What Triton's users expect beside the protocol.</summary>
public sealed class ProtocolExtrasTests(SiloFixture fixture) : IClassFixture<SiloFixture>
{
    [LinuxFact]
    public async Task Stats_AfterRequests_CountThem()
    {
        await fixture.Silo.ReadyStatusAsync();
        var before = await StatsAsync("/v2/models/digits/versions/1/stats");
        await fixture.Silo.AssertServesAsync();
        await fixture.Silo.AssertServesAsync();
        using (var refused = await fixture.Silo.PostAsync("/v2/models/digits/infer", """{"inputs":[{"name":"picture","shape":[1],"datatype":"FP32","data":[1]}]}"""))
        {
            Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        }

        foreach (var path in (string[])["/v2/models/stats", "/v2/models/digits/stats", "/v2/models/digits/versions/1/stats"])
        {
            var after = await StatsAsync(path);
            Assert.Equal(2, after["inference_count"]!.GetValue<long>() - before["inference_count"]!.GetValue<long>());
            Assert.Equal(1, Number(after, "fail", "count") - Number(before, "fail", "count"));
            Assert.True(Number(after, "success", "ns") > Number(after, "compute_infer", "ns"));
            Assert.True(Number(after, "compute_infer", "ns") > 0);
            Assert.InRange(after["last_inference"]!.GetValue<long>(), DateTimeOffset.UtcNow.AddHours(-1).ToUnixTimeMilliseconds(), DateTimeOffset.UtcNow.AddHours(1).ToUnixTimeMilliseconds());
        }
    }

    [Theory]
    [InlineData("/v2/models/nothing/stats", "KRW1101")]
    [InlineData("/v2/models/digits/versions/7/stats", "KRW1102")]
    public async Task Stats_Unknown_Is404(string path, string code)
    {
        using var response = await fixture.Silo.Http.GetAsync(new Uri(path, UriKind.Relative));
        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Contains(code, await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [LinuxFact]
    public async Task Index_Models_AreListedWithTheirState()
    {
        await fixture.Silo.ReadyStatusAsync();
        foreach (var body in (string[])["", "{}", """{"repository_name":"","ready":true}"""])
        {
            using var response = await fixture.Silo.PostAsync("/v2/repository/index", body);
            Assert.Equal("""[{"name":"digits","version":"1","state":"READY","reason":""}]""", await response.Content.ReadAsStringAsync());
        }

        using var other = await fixture.Silo.PostAsync("/v2/repository/index?tenant=acme", "");
        Assert.Equal("[]", await other.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("{\"ready\":1}")]
    [InlineData("{")]
    public async Task Index_BadBody_Is400(string body)
    {
        using var response = await fixture.Silo.PostAsync("/v2/repository/index", body);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains("KRW1003", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private static long Number(JsonObject stats, string what, string member) => stats["inference_stats"]![what]![member]!.GetValue<long>();

    private async Task<JsonObject> StatsAsync(string path)
    {
        var answer = JsonNode.Parse(await fixture.Silo.Http.GetStringAsync(new Uri(path, UriKind.Relative)))!;
        return Assert.Single(answer["model_stats"]!.AsArray())!.AsObject();
    }
}
