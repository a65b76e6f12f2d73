using System.Net;
using System.Text;
using System.Text.Json;

namespace Krewe.EndToEnd;

/// <summary>Bad input gets an answer in the protocol's own form and harms nothing else.</summary>
public sealed class BadInputTests(SiloFixture fixture) : IClassFixture<SiloFixture>
{
    private const string Infer = "/v2/models/digits/infer";

    private static string Image(string shape = "[1,64]", string datatype = "FP32", string? data = null, string name = "image", string rest = "") =>
        $$"""{"inputs":[{"name":"{{name}}","shape":{{shape}},"datatype":"{{datatype}}","data":{{data ?? Pixels(64)}}}]{{rest}}}""";

    private static string Pixels(int count) => "[" + string.Join(',', Enumerable.Repeat("0", count)) + "]";

    public static TheoryData<string, string, string, int, string> Cases => new()
    {
        { "malformed JSON", Infer, "{\"inputs\":[", 400, "KRW1001" },
        { "no JSON at all", Infer, "hello", 400, "KRW1001" },
        { "empty body", Infer, "", 400, "KRW1001" },
        { "not an object", Infer, "[1,2,3]", 400, "KRW1003" },
        { "no inputs", Infer, "{}", 400, "KRW1004" },
        { "inputs of another type", Infer, """{"inputs":7}""", 400, "KRW1003" },
        { "unknown datatype", Infer, Image(datatype: "FP33"), 400, "KRW1008" },
        { "wrong datatype", Infer, Image(datatype: "INT32"), 400, "KRW1032" },
        { "shape and data disagree", Infer, Image(data: Pixels(63)), 400, "KRW1011" },
        { "shape of the wrong rank", Infer, Image(shape: "[64]"), 400, "KRW1033" },
        { "wrong dimension", Infer, Image(shape: "[1,63]", data: Pixels(63)), 400, "KRW1033" },
        { "negative dimension", Infer, Image(shape: "[-1,64]"), 400, "KRW1009" },
        { "product overflows", Infer, Image(shape: "[4294967296,4294967296,4294967296]"), 400, "KRW1010" },
        { "missing input", Infer, Image(name: "picture"), 400, "KRW103" },
        { "NaN", Infer, Image(data: "[NaN" + string.Concat(Enumerable.Repeat(",0", 63)) + "]"), 400, "KRW1001" },
        { "number beyond FP32", Infer, Image(data: "[1e400" + string.Concat(Enumerable.Repeat(",0", 63)) + "]"), 400, "KRW1014" },
        { "text for a number", Infer, Image(data: "[\"a\"" + string.Concat(Enumerable.Repeat(",0", 63)) + "]"), 400, "KRW1013" },
        { "deep nesting", Infer, Image(data: new string('[', 2_000) + new string(']', 2_000)), 400, "KRW10" },
        { "deep nesting outside", Infer, string.Concat(Enumerable.Repeat("{\"a\":", 5_000)) + "1" + new string('}', 5_000), 400, "KRW10" },
        { "unknown output", Infer, Image(rest: ",\"outputs\":[{\"name\":\"none\"}]"), 400, "KRW1034" },
        { "bad timeout", Infer, Image(rest: ",\"parameters\":{\"timeout\":-1}"), 400, "KRW1018" },
        { "unknown model", "/v2/models/nothing/infer", Image(), 404, "KRW1101" },
        { "impossible model name", "/v2/models/%2e%2e%2fetc/infer", Image(), 404, "KRW1" },
        { "unknown version", "/v2/models/digits/versions/7/infer", Image(), 404, "KRW1102" },
        { "pixel out of the model's range", Infer, Image(data: "[99" + string.Concat(Enumerable.Repeat(",0", 63)) + "]"), 400, "KRW4007" },
        { "unknown path", "/v2/nothing/here", "{}", 404, "KRW1112" },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Post_BadInput_IsAnsweredInTheProtocolsForm(string what, string path, string body, int status, string code)
    {
        using var response = await fixture.Silo.PostAsync(path, body);
        await AssertErrorAsync(response, status, code, what);
        await fixture.Silo.AssertServesAsync();
    }

    [Fact]
    public async Task Post_BodyBeyondTheLimit_Is413()
    {
        // The answer comes before the body has been taken, and the connection ends: who sends on may find it broken before he has read why. So the body waits until it is asked for.
        using var http = new HttpClient(new SocketsHttpHandler { Expect100ContinueTimeout = TimeSpan.FromMinutes(1) }) { BaseAddress = fixture.Silo.Address };
        using var request = new HttpRequestMessage(HttpMethod.Post, Infer) { Content = new StringContent(Image(data: Pixels(1_000_000)), Encoding.UTF8, "application/json"), Headers = { ExpectContinue = true } };
        using var response = await http.SendAsync(request);
        await AssertErrorAsync(response, 413, "KRW1111", "body beyond the limit");
        await fixture.Silo.AssertServesAsync();
    }

    [Theory]
    [InlineData("GET", Infer)]
    [InlineData("DELETE", Infer)]
    [InlineData("PUT", Infer)]
    [InlineData("POST", "/v2/models/digits")]
    [InlineData("POST", "/v2/health/ready")]
    public async Task AnyMethod_Unsupported_Is405(string method, string path)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        using var response = await fixture.Silo.Http.SendAsync(request);
        await AssertErrorAsync(response, 405, "KRW1113", method);
        Assert.NotEmpty(response.Content.Headers.Allow);
    }

    [Fact]
    public async Task Post_DeadlineTooShort_Is504Or503WithTheReason()
    {
        using var response = await fixture.Silo.PostAsync(Infer, Image(rest: ",\"parameters\":{\"timeout\":1}"));
        Assert.True(response.StatusCode is HttpStatusCode.GatewayTimeout or HttpStatusCode.ServiceUnavailable, response.StatusCode.ToString());
        Assert.StartsWith("""{"error":"KRW110""", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_ProtocolPaths_AnswerAsTheProtocolSays()
    {
        var http = fixture.Silo.Http;
        foreach (var path in (string[])["/v2", "/v2/", "/v2/health/live", "/v2/health/ready", "/v2/models/digits", "/v2/models/digits/ready", "/v2/models/digits/versions/1", "/v2/models/digits/versions/1/ready"])
        {
            using var response = await http.GetAsync(new Uri(path, UriKind.Relative));
            Assert.True(response.IsSuccessStatusCode, path);
            using var json = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
            Assert.Equal(JsonValueKind.Object, json.RootElement.ValueKind);
        }

        using var metadata = JsonDocument.Parse(await http.GetStringAsync(new Uri("/v2/models/digits", UriKind.Relative)));
        Assert.Equal("image", metadata.RootElement.GetProperty("inputs")[0].GetProperty("name").GetString());
        Assert.Equal("digits", metadata.RootElement.GetProperty("name").GetString());
    }

    [Fact]
    public async Task Post_GoodRequest_EchoesTheIdAndNamesModelAndVersion()
    {
        using var response = await fixture.Silo.PostAsync("/v2/models/digits/versions/1/infer", Image(rest: ",\"id\":\"a \\\"b\\\"\""));
        using var json = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        Assert.Equal("a \"b\"", json.RootElement.GetProperty("id").GetString());
        Assert.Equal("digits", json.RootElement.GetProperty("model_name").GetString());
        Assert.Equal("1", json.RootElement.GetProperty("model_version").GetString());
    }

    [Theory]
    [InlineData(null, null, null, "application/json", 401)]
    [InlineData("wrong", null, null, "application/json", 401)]
    [InlineData("right", "http://evil.example", null, "application/json", 403)]
    [InlineData("right", null, "evil.example", "application/json", 403)]
    [InlineData("right", null, null, "text/plain", 415)]
    [InlineData("right", null, null, "application/x-www-form-urlencoded", 415)]
    public async Task AdminWrite_NotAllowed_IsRefused(string? token, string? origin, string? host, string contentType, int status)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, "/admin/v1/models") { Content = new StringContent("{}", Encoding.UTF8, contentType) };
        if (token is not null)
        {
            request.Headers.Authorization = new("Bearer", token == "right" ? fixture.Token : token);
        }

        if (origin is not null)
        {
            request.Headers.Add("Origin", origin);
        }

        request.Headers.Host = host;
        using var response = await fixture.Silo.Http.SendAsync(request);
        Assert.Equal(status, (int)response.StatusCode);
        using var json = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        Assert.StartsWith("KRW", json.RootElement.GetProperty("error").GetProperty("code").GetString(), StringComparison.Ordinal);
    }

    private static async Task AssertErrorAsync(HttpResponseMessage response, int status, string code, string what)
    {
        var text = await response.Content.ReadAsStringAsync();
        Assert.True((int)response.StatusCode == status, $"{what}: {(int)response.StatusCode} {text}");
        using var json = JsonDocument.Parse(text);
        Assert.Equal(["error"], json.RootElement.EnumerateObject().Select(member => member.Name));
        Assert.StartsWith(code, json.RootElement.GetProperty("error").GetString(), StringComparison.Ordinal);
    }
}
