// A model server in one file: y = 2x + 1 over the Open Inference Protocol v2. Run it with --port N.
using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;

if (args is not ["--port", var text] || !ushort.TryParse(text, out ushort port))
{
    Console.Error.WriteLine("usage: OwnModel --port N");
    return 2;
}

WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, port));
builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromMilliseconds(700));
WebApplication app = builder.Build();
app.Run(async context =>
{
    (int status, JsonNode answer) = await AnswerAsync(context.Request);
    context.Response.StatusCode = status;
    context.Response.ContentType = "application/json";
    await context.Response.WriteAsync(answer.ToJsonString());
});
await app.StartAsync();
Console.WriteLine($"listening on {app.Urls.First()}");
await app.WaitForShutdownAsync(); // Ends on SIGTERM; requests that run are finished first.
return 0;

static async Task<(int Status, JsonNode Answer)> AnswerAsync(HttpRequest request)
{
    string path = request.Path.Value!.TrimEnd('/').Replace("/versions/1", "", StringComparison.Ordinal);
    try
    {
        return (request.Method, path) switch
        {
            ("GET", "/v2") => (200, JsonNode.Parse("""{"name":"own-model","version":"1","extensions":[]}""")!),
            ("GET", "/v2/health/live") => (200, new JsonObject { ["live"] = true }),
            ("GET", "/v2/health/ready") => (200, new JsonObject { ["ready"] = true }),
            ("GET", "/v2/models/linear/ready") => (200, new JsonObject { ["name"] = "linear", ["ready"] = true }),
            ("GET", "/v2/models/linear") => (200, JsonNode.Parse("""
                {"name":"linear","versions":["1"],"platform":"own","inputs":[{"name":"x","datatype":"FP32","shape":[-1]}],
                 "outputs":[{"name":"y","datatype":"FP32","shape":[-1]}]}
                """)!),
            ("POST", "/v2/models/linear/infer") => (200, Infer(await JsonNode.ParseAsync(request.Body))),
            (_, "/v2" or "/v2/health/live" or "/v2/health/ready" or "/v2/models/linear" or "/v2/models/linear/ready" or "/v2/models/linear/infer")
                => (405, Error($"{request.Method} is not supported here")),
            _ => (404, Error($"'{request.Path}' is not known; the model is 'linear', version 1")),
        };
    }
    catch (BadHttpRequestException e)
    {
        return (e.StatusCode, Error(e.Message));
    }
    catch (Exception e) when (e is JsonException or FormatException or InvalidOperationException or ArgumentException)
    {
        return (400, Error(e.Message));
    }
}

static JsonObject Infer(JsonNode? request)
{
    if (request?["inputs"] is not JsonArray { Count: 1 } inputs || inputs[0] is not JsonObject input || input["name"]?.GetValue<string>() != "x")
        throw new FormatException("this model takes one input, 'x'");
    if (input["datatype"]?.GetValue<string>() != "FP32")
        throw new FormatException("input 'x' is FP32");
    if (input["shape"] is not JsonArray { Count: 1 } shape || input["data"] is not JsonArray data || shape[0]?.GetValue<long>() != data.Count)
        throw new FormatException("input 'x' has shape [n] and n values in data");
    JsonObject answer = new()
    {
        ["model_name"] = "linear",
        ["model_version"] = "1",
        ["outputs"] = new JsonArray(new JsonObject
        {
            ["name"] = "y",
            ["shape"] = new JsonArray(data.Count),
            ["datatype"] = "FP32",
            ["data"] = new JsonArray([.. data.Select(x => (JsonNode)(2 * Number(x) + 1))]),
        }),
    };
    if (request["id"]?.GetValue<string>() is { } id)
        answer["id"] = id;
    return answer;
}

static float Number(JsonNode? node) =>
    node is JsonValue value && value.TryGetValue(out float number) && float.IsFinite((2 * number) + 1)
        ? number
        : throw new FormatException("data holds finite FP32 numbers, and so must 2x + 1 be");

static JsonObject Error(string message) => new() { ["error"] = message };
