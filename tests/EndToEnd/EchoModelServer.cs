using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Krewe.EndToEnd;

/// <summary>A model server in this process, which keeps the headers that it got. It takes one text and answers a number.</summary>
internal sealed class EchoModelServer : IAsyncDisposable
{
    private readonly WebApplication _application;
    private readonly ConcurrentQueue<IReadOnlyDictionary<string, string>> _requests = new();

    private EchoModelServer(WebApplication application) => _application = application;

    public string Address => _application.Urls.Single();

    /// <summary>The headers of each inference.</summary>
    public IReadOnlyCollection<IReadOnlyDictionary<string, string>> Requests => _requests;

    public static async Task<EchoModelServer> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var application = builder.Build();
        var server = new EchoModelServer(application);
        application.MapGet("/v2/health/ready", () => Results.Text("{\"ready\":true}", "application/json"));
        application.MapGet("/v2/models/echo/ready", () => Results.Text("{\"ready\":true}", "application/json"));
        application.MapGet("/v2/models/echo", () => Results.Text(
            """{"name":"echo","versions":["1"],"platform":"test","inputs":[{"name":"x","datatype":"BYTES","shape":[-1]}],"outputs":[{"name":"y","datatype":"INT32","shape":[1]}]}""",
            "application/json"));
        application.MapPost("/v2/models/echo/infer", context =>
        {
            server._requests.Enqueue(context.Request.Headers.ToDictionary(header => header.Key.ToLowerInvariant(), header => header.Value.ToString()));
            context.Response.ContentType = "application/json";
            return context.Response.WriteAsync("""{"model_name":"echo","outputs":[{"name":"y","datatype":"INT32","shape":[1],"data":[7]}]}""");
        });
        await application.StartAsync();
        return server;
    }

    public async ValueTask DisposeAsync() => await _application.DisposeAsync();
}
