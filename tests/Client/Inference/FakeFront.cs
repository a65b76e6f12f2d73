using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Krewe.Client.Tests.Inference;

/// <summary>A front in this process, which answers what the test says and keeps what it got. By default it gives inputs back as outputs.</summary>
internal sealed class FakeFront : IAsyncDisposable
{
    private readonly WebApplication _application;
    private readonly ConcurrentQueue<JsonObject> _requests = new();
    private readonly ConcurrentQueue<string> _traces = new();
    private readonly SemaphoreSlim _arrived = new(0);

    private FakeFront(WebApplication application) => _application = application;

    public Uri Address => new(_application.Urls.Single());

    /// <summary>The bodies of inference requests.</summary>
    public IReadOnlyList<JsonObject> Requests => [.. _requests];

    /// <summary>The traceparent of each.</summary>
    public IReadOnlyList<string> Traces => [.. _traces];

    /// <summary>Answers an inference, by its number from 1; null for the default.</summary>
    public Func<HttpContext, int, Task>? Answer { get; set; }

    public bool IsReady { get; set; } = true;

    public static async Task<FakeFront> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var application = builder.Build();
        var front = new FakeFront(application);
        application.MapGet("/v2/health/ready", context => WriteAsync(context, front.IsReady ? 200 : 503, "{\"ready\":true}"));
        application.MapGet("/v2/models/m/ready", context => WriteAsync(context, context.Request.Query["tenant"] == "acme" ? 200 : 503, "{}"));
        application.MapGet("/v2/models/m", context => WriteAsync(context, 200, """
            {"name":"m","versions":["1","2"],"platform":"p","inputs":[{"name":"x","datatype":"FP32","shape":[-1,2]}],"outputs":[{"name":"y","datatype":"INT64","shape":[]}]}
            """));
        application.MapGet("/v2/models/none", context => RefuseAsync(context, 404, "KRW1101"));
        application.MapPost("/v2/models/m/infer", front.InferAsync);
        await application.StartAsync();
        return front;
    }

    public static Task RefuseAsync(HttpContext context, int status, string code, string? retryAfter = null)
    {
        if (retryAfter is not null)
        {
            context.Response.Headers.RetryAfter = retryAfter;
        }

        return WriteAsync(context, status, $$"""{"error":"{{code}}: because"}""");
    }

    public static Task WriteAsync(HttpContext context, int status, string body)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync(body);
    }

    /// <summary>Gives the inputs of the last request back.</summary>
    public Task EchoAsync(HttpContext context) => WriteAsync(
        context, 200, new JsonObject { ["model_name"] = "m", ["model_version"] = "1", ["outputs"] = _requests.Last()["inputs"]!.DeepClone() }.ToJsonString());

    /// <summary>Waits for the next inference request.</summary>
    public async Task ArrivedAsync() => Assert.True(await _arrived.WaitAsync(TimeSpan.FromSeconds(60)));

    public async ValueTask DisposeAsync()
    {
        await _application.DisposeAsync();
        _arrived.Dispose();
    }

    private async Task InferAsync(HttpContext context)
    {
        _requests.Enqueue((await JsonNode.ParseAsync(context.Request.Body))!.AsObject());
        _traces.Enqueue(context.Request.Headers["traceparent"].ToString());
        _arrived.Release();
        await (Answer is { } answer ? answer(context, _requests.Count) : EchoAsync(context));
    }
}
