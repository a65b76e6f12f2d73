using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace Krewe.Samples.Tests;

public sealed class DigitsProtocolTests(DigitsServerFixture server) : IClassFixture<DigitsServerFixture>
{
    private const string Infer = "/v2/models/digits/infer";

    private const string Metadata =
        """{"name":"digits","versions":["1"],"platform":"krewe-digits","inputs":[{"name":"image","datatype":"FP32","shape":[-1,64]}],"outputs":[{"name":"label","datatype":"INT64","shape":[-1]},{"name":"scores","datatype":"FP32","shape":[-1,10]}]}""";

    /// <summary>What is wrong, the body, and a part of the answer that names it.</summary>
    public static TheoryData<string, string, string> BadBodies => new()
    {
        { "empty", "", "not valid JSON" },
        { "not JSON", "{\"inputs\":", "not valid JSON" },
        { "something after it", DigitsRequest.With() + "{}", "not valid JSON" },
        { "an array", "[]", "the body must be an object" },
        { "a string", "\"x\"", "the body must be an object" },
        { "NaN", DigitsRequest.With(data: "[NaN]"), "not valid JSON" },
        { "infinity", DigitsRequest.With(data: "[-Infinity]"), "not valid JSON" },
        { "deep arrays", new string('[', 10_000), "the body must be an object" },
        { "too deep in an ignored member", "{\"x\":" + new string('[', 10_000) + new string(']', 10_000) + "}", "not valid JSON" },
        { "data too deep", DigitsRequest.With(data: "[[[[[[[[[0]]]]]]]]]"), "nested deeper than 8" },
        { "lone surrogate", DigitsRequest.With(rest: ",\"id\":\"\\ud800\""), "not valid UTF-8" },
        { "id not a string", DigitsRequest.With(rest: ",\"id\":5"), "id must be a string" },
        { "parameters not an object", DigitsRequest.With(rest: ",\"parameters\":5"), "parameters must be an object" },
        { "no inputs", "{}", "inputs is missing" },
        { "inputs empty", "{\"inputs\":[]}", "inputs is empty" },
        { "inputs null", "{\"inputs\":null}", "inputs must be an array" },
        { "inputs of numbers", "{\"inputs\":[1]}", "each of inputs must be an object" },
        { "no name", "{\"inputs\":[{}]}", "an input has no name" },
        { "unknown input", "{\"inputs\":[{\"name\":\"y\"}]}", "input 'y' is not known" },
        { "input twice", "{\"inputs\":[{\"name\":\"image\"},{\"name\":\"image\"}]}", "given twice" },
        { "no datatype", "{\"inputs\":[{\"name\":\"image\",\"shape\":[1,64],\"data\":[]}]}", "no datatype" },
        { "no shape", "{\"inputs\":[{\"name\":\"image\",\"datatype\":\"FP32\",\"data\":[]}]}", "no shape" },
        { "no data", "{\"inputs\":[{\"name\":\"image\",\"datatype\":\"FP32\",\"shape\":[1,64]}]}", "no data" },
        { "wrong datatype", DigitsRequest.With(datatype: "\"INT64\""), "datatype 'INT64'" },
        { "datatype not a string", DigitsRequest.With(datatype: "32"), "datatype must be a string" },
        { "data null", DigitsRequest.With(data: "null"), "data must be an array" },
        { "data of strings", DigitsRequest.With(data: "[\"1\"]"), "data must hold numbers" },
        { "data of null", DigitsRequest.With(data: "[0,null]"), "element 1" },
        { "data beyond FP32", DigitsRequest.With(data: "[1e999]"), "beyond the range of FP32" },
        { "too few values", DigitsRequest.With(data: "[1,2,3]"), "asks for 64 values; data has 3" },
        { "too many values", DigitsRequest.With(data: $"[{DigitsRequest.Blank},0]"), "asks for 64 values; data has 65" },
        { "ragged", DigitsRequest.With("[2,64]", data: $"[[{DigitsRequest.Blank}],[0]]"), "ragged" },
        { "mixed", DigitsRequest.With("[2,64]", data: $"[{DigitsRequest.Blank},[0]]"), "mixes" },
        { "nested otherwise", DigitsRequest.With(data: $"[[[{DigitsRequest.Blank}]]]"), "nested differently" },
        { "shape empty", DigitsRequest.With("[]"), "says shape []" },
        { "shape of one", DigitsRequest.With("[64]"), "says shape [64]" },
        { "shape of three", DigitsRequest.With("[1,8,8]"), "says shape [1,8,8]" },
        { "shape of 63", DigitsRequest.With("[1,63]"), "says shape [1,63]" },
        { "shape zero", DigitsRequest.With("[0,64]", data: "[]"), "1..1024" },
        { "shape negative", DigitsRequest.With("[-1,64]"), "shape[0] must be an integer" },
        { "shape too large", DigitsRequest.With("[1025,64]"), "1..1024" },
        { "shape product overflows", DigitsRequest.With("[9223372036854775807,64]"), "1..1024" },
        { "shape product wraps to 64", DigitsRequest.With("[288230376151711745,64]"), "1..1024" },
        { "shape overflows", DigitsRequest.With("[1,18446744073709551680]"), "shape[1] must be an integer" },
        { "shape a fraction", DigitsRequest.With("[1.5,64]"), "shape[0] must be an integer" },
        { "shape of strings", DigitsRequest.With("[\"1\",64]"), "shape[0] must be an integer" },
        { "shape endless", DigitsRequest.With($"[{DigitsRequest.Blank}]"), "more than 8 dimensions" },
        { "pixel too dark", DigitsRequest.With(data: $"[{DigitsRequest.Blank[..^1]}16.5]"), "pixel 63 of image 0 is 16.5" },
        { "pixel negative", DigitsRequest.With(data: $"[-1{DigitsRequest.Blank[1..]}]"), "pixel 0 of image 0 is -1" },
        { "unknown output", DigitsRequest.With(rest: ",\"outputs\":[{\"name\":\"z\"}]"), "output 'z' is not known" },
        { "output without name", DigitsRequest.With(rest: ",\"outputs\":[{}]"), "an output has no name" },
        { "output twice", DigitsRequest.With(rest: ",\"outputs\":[{\"name\":\"label\"},{\"name\":\"label\"}]"), "asked for twice" },
        { "outputs of strings", DigitsRequest.With(rest: ",\"outputs\":[\"label\"]"), "each of outputs must be an object" },
    };

    [Theory]
    [InlineData("/v2", """{"name":"krewe-digits","version":"1","extensions":[]}""")]
    [InlineData("/v2/", """{"name":"krewe-digits","version":"1","extensions":[]}""")]
    [InlineData("/v2/health/live", """{"live":true}""")]
    [InlineData("/v2/health/ready", """{"ready":true}""")]
    [InlineData("/v2/health/ready/", """{"ready":true}""")]
    [InlineData("/v2/models/digits", Metadata)]
    [InlineData("/v2/models/digits/versions/1", Metadata)]
    [InlineData("/v2/models/digits/ready", """{"name":"digits","ready":true}""")]
    [InlineData("/v2/models/digits/versions/1/ready", """{"name":"digits","ready":true}""")]
    public async Task Get_PathOfTheProtocol_Answers(string path, string expected)
    {
        (HttpStatusCode status, JsonElement answer) = await server.Client.GetJsonAsync(path);

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal(expected, answer.GetRawText());
    }

    [Theory]
    [InlineData("GET", "/", 404, "not a path")]
    [InlineData("GET", "/v3", 404, "not a path")]
    [InlineData("GET", "/v2//models", 404, "not a path")]
    [InlineData("GET", "/v2/health", 404, "not a path")]
    [InlineData("GET", "/v2/models", 404, "not a path")]
    [InlineData("GET", "/v2/models/digits/stop", 404, "not a path")]
    [InlineData("GET", "/v2/models/digits/versions", 404, "not a path")]
    [InlineData("GET", "/v2/models/letters", 404, "model 'letters' is not known")]
    [InlineData("POST", "/v2/models/letters/infer", 404, "model 'letters' is not known")]
    [InlineData("GET", "/v2/models/digits/versions/2", 404, "version '2' of model 'digits' is not known")]
    [InlineData("POST", "/v2/models/digits/versions/01/infer", 404, "version '01'")]
    [InlineData("GET", Infer, 405, "use POST")]
    [InlineData("PUT", Infer, 405, "use POST")]
    [InlineData("POST", "/v2/models/digits", 405, "use GET")]
    [InlineData("DELETE", "/v2/health/live", 405, "use GET")]
    public async Task Send_UnknownPathOrMethod_ErrorSaysWhy(string method, string path, int expected, string why)
    {
        (HttpStatusCode status, JsonElement answer) = await server.Client.SendJsonAsync(new HttpMethod(method), path);

        Assert.Equal(expected, (int)status);
        Assert.Contains(why, answer.GetProperty("error").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(BadBodies))]
    public async Task Infer_BadBody_IsRefusedAndSaysWhy(string what, string body, string why)
    {
        (HttpStatusCode status, JsonElement answer) = await server.Client.PostJsonAsync(Infer, body);

        Assert.True(status == HttpStatusCode.BadRequest, $"{what}: {(int)status}");
        Assert.Contains(why, answer.GetProperty("error").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Infer_InvalidUtf8_IsRefused()
    {
        byte[] body = [.. "{\"id\":\""u8, 0xff, 0xfe, .. "\"}"u8];
        Assert.Equal(HttpStatusCode.BadRequest, (await server.Client.SendJsonAsync(HttpMethod.Post, Infer, body)).Status);
    }

    [Theory]
    [InlineData("Content-Length: 4194305\r\n\r\n", 0, "413")]
    [InlineData("Transfer-Encoding: chunked\r\n\r\n400001\r\n", 4194305, "413")]
    [InlineData("Content-Length: 2\r\nInference-Header-Content-Length: 2\r\n\r\n", 2, "400")]
    public async Task Infer_BodyTooLargeOrBinary_IsRefused(string rest, int bytes, string expected)
    {
        using TcpClient connection = new();
        await connection.ConnectAsync(IPAddress.Loopback, server.Client.BaseAddress!.Port);
        await connection.GetStream().WriteAsync(Encoding.ASCII.GetBytes($"POST {Infer} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n{rest}{new string(' ', bytes)}"));
        using StreamReader reader = new(connection.GetStream());
        string answer = await reader.ReadToEndAsync().WaitAsync(ServerProcess.Patience);

        Assert.StartsWith($"HTTP/1.1 {expected} ", answer, StringComparison.Ordinal);
        Assert.Contains("{\"error\":\"", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Infer_AfterEveryBadBody_StillServes()
    {
        using (TcpClient cutShort = new())
        {
            await cutShort.ConnectAsync(IPAddress.Loopback, server.Client.BaseAddress!.Port);
            await cutShort.GetStream().WriteAsync(Encoding.ASCII.GetBytes($"POST {Infer} HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\n{{"));
        }
        foreach (object[] bad in BadBodies)
            await server.Client.PostJsonAsync(Infer, (string)bad[1]);

        (HttpStatusCode status, JsonElement answer) = await server.Client.PostJsonAsync(Infer, DigitsRequest.Example("three.json"));
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal([3f], answer.Output("label"));
    }
}
