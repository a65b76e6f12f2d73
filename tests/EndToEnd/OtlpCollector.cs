using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;

namespace Krewe.EndToEnd;

/// <summary>The smallest collector of OTLP, over HTTP or gRPC: keeps spans and the names of metrics.</summary>
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

    /// <param name="overGrpc">Over gRPC: HTTP/2 without encryption, and nothing else.</param>
    public static async Task<OtlpCollector> StartAsync(bool overGrpc = false)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(
            IPAddress.Loopback, 0, listen => listen.Protocols = overGrpc ? HttpProtocols.Http2 : HttpProtocols.Http1));
        var application = builder.Build();
        var collector = new OtlpCollector(application);
        application.MapPost("/v1/traces", context => collector.TakeAsync(context, collector.TakeSpans));
        application.MapPost("/v1/metrics", context => collector.TakeAsync(context, collector.TakeMetrics));
        application.MapPost(Service("trace.v1.TraceService"), context => collector.TakeGrpcAsync(context, collector.TakeSpans));
        application.MapPost(Service("metrics.v1.MetricsService"), context => collector.TakeGrpcAsync(context, collector.TakeMetrics));
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

    private static string Service(string name) => $"/opentelemetry.proto.collector.{name}/Export";

    /// <summary>A call of gRPC with one message each way: a byte that says whether it is compressed, four of its length, the message.</summary>
    private async Task TakeGrpcAsync(HttpContext context, Action<byte[]> take)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        var frame = body.ToArray();
        Assert.Equal("application/grpc", context.Request.ContentType);
        Assert.Equal((0, frame.Length - 5), (frame[0], BinaryPrimitives.ReadInt32BigEndian(frame.AsSpan(1))));
        take(frame[5..]);
        context.Response.ContentType = "application/grpc";
        context.Response.AppendTrailer("grpc-status", "0");
        await context.Response.Body.WriteAsync(new byte[5]); // an empty message
        _received.Release();
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
