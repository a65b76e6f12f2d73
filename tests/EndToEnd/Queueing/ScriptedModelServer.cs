using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Krewe.EndToEnd.Queueing;

/// <summary>A model server in this process: it takes texts and answers how long each is, and does what some texts say.</summary>
internal sealed class ScriptedModelServer : IAsyncDisposable
{
    /// <summary>The connection breaks, as when a process dies of it.</summary>
    public const string Poison = "poison";

    /// <summary>The first request with it is not answered; the next ones are.</summary>
    public const string SlowOnce = "slow once";

    /// <summary>Not answered before <see cref="Open"/>.</summary>
    public const string Gate = "gate";

    private readonly WebApplication _application;
    private readonly TaskCompletionSource _open = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _left = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _atGate = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ConcurrentQueue<int> _rows = new();
    private int _slow;

    private ScriptedModelServer(WebApplication application) => _application = application;

    public string Address => _application.Urls.Single();

    /// <summary>How many texts each execution had.</summary>
    public IReadOnlyCollection<int> Rows => _rows;

    /// <summary>A request stands at the gate.</summary>
    public Task AtGate => _atGate.Task;

    /// <summary>The caller of the request that was not answered has gone.</summary>
    public Task Left => _left.Task;

    public void Open() => _open.TrySetResult();

    public static async Task<ScriptedModelServer> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var application = builder.Build();
        var server = new ScriptedModelServer(application);
        application.MapGet("/v2/models/texts/ready", () => Results.Text("{\"ready\":true}", "application/json"));
        application.MapGet("/v2/models/texts", () => Results.Text(
            """{"name":"texts","versions":["1"],"platform":"test","inputs":[{"name":"x","datatype":"BYTES","shape":[-1]}],"outputs":[{"name":"y","datatype":"INT32","shape":[-1]}]}""",
            "application/json"));
        application.MapPost("/v2/models/texts/infer", server.InferAsync);
        await application.StartAsync();
        return server;
    }

    public async ValueTask DisposeAsync()
    {
        Open();
        await _application.DisposeAsync();
    }

    private async Task InferAsync(HttpContext context)
    {
        using var request = await JsonDocument.ParseAsync(context.Request.Body, default, context.RequestAborted);
        var texts = request.RootElement.GetProperty("inputs")[0].GetProperty("data").EnumerateArray().Select(text => text.GetString()!).ToList();
        _rows.Enqueue(texts.Count);
        if (texts.Contains(Poison))
        {
            context.Abort();
            return;
        }

        if (texts.Contains(SlowOnce) && Interlocked.Increment(ref _slow) == 1)
        {
            context.RequestAborted.Register(() => _left.TrySetResult());
            await _left.Task;
            return;
        }

        if (texts.Contains(Gate))
        {
            _atGate.TrySetResult();
            await _open.Task;
        }

        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync(
            $$"""{"model_name":"texts","id":{{request.RootElement.GetProperty("id").GetRawText()}},"outputs":[{"name":"y","datatype":"INT32","shape":[{{texts.Count}}],"data":[{{string.Join(',', texts.Select(text => text.Length))}}]}]}""");
    }
}
