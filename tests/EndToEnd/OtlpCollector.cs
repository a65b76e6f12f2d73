using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Krewe.EndToEnd;

/// <summary>The smallest collector of OTLP over HTTP: keeps spans and the names of metrics.</summary>
internal sealed class OtlpCollector : IAsyncDisposable
{
    private readonly WebApplication _application;
    private readonly ConcurrentQueue<ReceivedSpan> _spans = new();
    private readonly ConcurrentDictionary<string, bool> _metrics = new();
    private readonly SemaphoreSlim _received = new(0);

    private OtlpCollector(WebApplication application) => _application = application;

    public string Address => _application.Urls.Single();

    public IReadOnlyList<ReceivedSpan> Spans => [.. _spans];

    public IReadOnlyCollection<string> Metrics => [.. _metrics.Keys];

    public static async Task<OtlpCollector> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var application = builder.Build();
        var collector = new OtlpCollector(application);
        application.MapPost("/v1/traces", context => collector.TakeAsync(context, collector.TakeSpans));
        application.MapPost("/v1/metrics", context => collector.TakeAsync(context, collector.TakeMetrics));
        await application.StartAsync();
        return collector;
    }

    /// <summary>Waits until what was received is enough.</summary>
    public async Task WaitForAsync(Func<OtlpCollector, bool> enough)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (!enough(this))
        {
            try
            {
                await _received.WaitAsync(patience.Token);
            }
            catch (OperationCanceledException)
            {
                throw new TimeoutException($"It was not enough: {string.Join("; ", Spans)} and {string.Join(", ", Metrics)}.");
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _application.DisposeAsync();
        _received.Dispose();
    }

    private async Task TakeAsync(HttpContext context, Action<byte[]> take)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        take(body.ToArray());
        context.Response.ContentType = "application/x-protobuf";
        _received.Release();
    }

    // ExportTraceServiceRequest.resource_spans(1).scope_spans(2).spans(2); the scope's name is scope_spans.scope(1).name(1).
    private void TakeSpans(byte[] body)
    {
        foreach (var scope in Protobuf.Messages(body, 1).SelectMany(resource => Protobuf.Messages(resource, 2)))
        {
            var source = Protobuf.Text(Protobuf.Messages(scope, 1).Single(), 1);
            foreach (var span in Protobuf.Messages(scope, 2))
            {
                var attributes = Protobuf.Messages(span, 9).ToDictionary(
                    attribute => Protobuf.Text(attribute, 1), attribute => Protobuf.Text(Protobuf.Messages(attribute, 2).Single(), 1));
                _spans.Enqueue(new ReceivedSpan(
                    source, Protobuf.Text(span, 5), Protobuf.Hex(span, 1), Protobuf.Hex(span, 2), Protobuf.Hex(span, 4), attributes));
            }
        }
    }

    // ExportMetricsServiceRequest.resource_metrics(1).scope_metrics(2).metrics(2).name(1)
    private void TakeMetrics(byte[] body)
    {
        foreach (var metric in Protobuf.Messages(body, 1).SelectMany(resource => Protobuf.Messages(resource, 2)).SelectMany(scope => Protobuf.Messages(scope, 2)))
        {
            _metrics[Protobuf.Text(metric, 1)] = true;
        }
    }
}
