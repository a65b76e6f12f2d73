using System.Net;
using System.Text.Json;

namespace Krewe.Samples.Tests;

/// <summary>Both forms of samples/own-model keep to the same protocol.</summary>
public sealed class OwnModelTests
{
    private static readonly (string Body, int Status)[] Bodies =
    [
        (Request("[3]", "[1,2.5,-4]", rest: ",\"id\":\"7\""), 200),
        (Request("[0]", "[]"), 200),
        (Request("[2]", "[1]"), 400),
        (Request("[-1]", "[1]"), 400),
        (Request("[9223372036854775808]", "[1]"), 400),
        (Request("[1,1]", "[1]"), 400),
        (Request("[1]", "[\"1\"]"), 400),
        (Request("[1]", "[null]"), 400),
        (Request("[1]", "[true]"), 400),
        (Request("[1]", "[NaN]"), 400),
        (Request("[1]", "[1e999]"), 400),
        (Request("[1]", "[1e38000000]"), 400),
        (Request("[1]", "1"), 400),
        (Request("[1]", "[1]", name: "z"), 400),
        (Request("[1]", "[1]", datatype: "INT64"), 400),
        ("{\"inputs\":[]}", 400),
        ("{\"inputs\":[5]}", 400),
        ("{}", 400),
        ("[]", 400),
        ("", 400),
        ("{\"inputs\":", 400),
        (new string('[', 100_000), 400),
    ];

    [Fact]
    public async Task CSharp_Protocol_Conforms()
    {
        await using ServerProcess process = ServerProcess.DotNet(Repository.Built("own-model", "OwnModel"), "--port", "0");
        await ConformsAsync(process);
    }

    [PythonFact]
    public async Task Python_Protocol_Conforms()
    {
        await using ServerProcess process = ServerProcess.Python(Repository.Sample("own-model", "server.py"), "--port", "0");
        await ConformsAsync(process);
    }

    private static async Task ConformsAsync(ServerProcess process)
    {
        using HttpClient client = await process.ListeningAsync();
        foreach (string path in (string[])["/v2", "/v2/health/live", "/v2/health/ready", "/v2/models/linear", "/v2/models/linear/versions/1/ready/"])
            Assert.Equal((path, HttpStatusCode.OK), (path, (await client.GetJsonAsync(path)).Status));
        Assert.Equal(HttpStatusCode.NotFound, (await client.GetJsonAsync("/v2/models/linear/versions/2")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await client.GetJsonAsync("/v2/models/other")).Status);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, (await client.GetJsonAsync("/v2/models/linear/infer")).Status);
        foreach ((string body, int expected) in Bodies)
        {
            (HttpStatusCode status, JsonElement answer) = await client.PostJsonAsync("/v2/models/linear/infer", body);
            string start = body[..Math.Min(100, body.Length)];
            Assert.Equal((start, expected), (start, (int)status));
            Assert.Equal(expected == 200, !answer.TryGetProperty("error", out _));
        }
        (_, JsonElement right) = await client.PostJsonAsync("/v2/models/linear/versions/1/infer", Bodies[0].Body);
        Assert.Equal("7", right.GetProperty("id").GetString());
        Assert.Equal([3, 6, -7], right.Output("y"));
        process.Terminate();
        Assert.Equal(0, await process.ExitedAsync());
        Assert.Equal("", process.Errors);
    }

    private static string Request(string shape, string data, string name = "x", string datatype = "FP32", string rest = "") =>
        $$"""{"inputs":[{"name":"{{name}}","shape":{{shape}},"datatype":"{{datatype}}","data":{{data}}}]{{rest}}}""";
}
