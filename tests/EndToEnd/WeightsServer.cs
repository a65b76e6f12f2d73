using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Krewe.EndToEnd;

/// <summary>A source of weights in this process: it gives the first half of the file, and the rest when it is let.</summary>
internal sealed class WeightsServer : IAsyncDisposable
{
    private readonly WebApplication _application;
    private readonly TaskCompletionSource _rest = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private WeightsServer(WebApplication application) => _application = application;

    public byte[] Content { get; } = Make();

    public string Address => _application.Urls.Single() + "/weights.bin";

    /// <summary>The first byte of each request.</summary>
    public ConcurrentQueue<long> Asked { get; } = [];

    public static async Task<WeightsServer> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var application = builder.Build();
        var server = new WeightsServer(application);
        application.MapGet("/weights.bin", server.AnswerAsync);
        await application.StartAsync();
        return server;
    }

    /// <summary>Lets it give all of the file.</summary>
    public void Release() => _rest.TrySetResult();

    public async ValueTask DisposeAsync()
    {
        Release();
        await _application.DisposeAsync();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        var from = context.Request.GetTypedHeaders().Range?.Ranges.Single().From ?? 0;
        Asked.Enqueue(from);
        context.Response.StatusCode = from == 0 ? 200 : 206;
        context.Response.ContentLength = Content.Length - from;
        if (from > 0)
        {
            context.Response.Headers.ContentRange = FormattableString.Invariant($"bytes {from}-{Content.Length - 1}/{Content.Length}");
        }

        var half = Math.Max((int)from, Content.Length / 2);
        await context.Response.Body.WriteAsync(Content.AsMemory((int)from, half - (int)from));
        await context.Response.Body.FlushAsync();
        await _rest.Task.WaitAsync(context.RequestAborted);
        await context.Response.Body.WriteAsync(Content.AsMemory(half));
    }

    private static byte[] Make()
    {
        var content = new byte[4 << 20];
        new Random(1).NextBytes(content);
        return content;
    }
}
