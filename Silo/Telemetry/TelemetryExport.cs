using Krewe.Silo.Configuration;
using Krewe.Silo.Hosting;
using Krewe.Silo.Metrics;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using Orleans.Diagnostics;

namespace Krewe.Silo.Telemetry;

/// <summary>
/// Sends traces and metrics by OTLP, from the start of the silo to its end. Headers, intervals and attributes of the resource come from
/// OpenTelemetry's own variables (OTEL_EXPORTER_OTLP_HEADERS and others).
/// </summary>
internal sealed class TelemetryExport(
    TelemetrySettings settings, SiloSettings silo, MetricsRefresher metrics, TimeProvider time, ILoggerFactory loggers) : BackgroundService
{
    /// <summary>Of the seconds in which the silo stops, what the last export may take.</summary>
    private const int LastExportMilliseconds = 1_000;

    /// <summary>What is seen of the cluster is looked at so often while metrics are sent; without it nobody would ask.</summary>
    private static readonly TimeSpan RefreshPeriod = TimeSpan.FromSeconds(10);

    private ExportFailures? _failures;
    private TracerProvider? _traces;
    private MeterProvider? _metrics;

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        var resource = ResourceBuilder.CreateEmpty()
            .AddService("krewe-silo", "krewe", ProductVersion.Text, autoGenerateServiceInstanceId: false, silo.Host)
            .AddAttributes([new("host.name", silo.Host), new("cloud.region", silo.Region), new("cloud.availability_zone", silo.Zone)])
            .AddTelemetrySdk()
            .AddEnvironmentVariableDetector(); // what the operator says counts most
        _failures = new ExportFailures(loggers.CreateLogger<ExportFailures>(), time);
        _traces = Sdk.CreateTracerProviderBuilder()
            .SetResourceBuilder(resource)
            .SetSampler(new ParentBasedSampler(new RequestSampler(settings.TraceRatio)))
            .AddSource(KreweActivities.SourceName, ActivitySources.ApplicationGrainActivitySourceName, ActivitySources.RuntimeActivitySourceName)
            .AddOtlpExporter(options => Configure(options, "v1/traces"))
            .Build();
        _metrics = Sdk.CreateMeterProviderBuilder()
            .SetResourceBuilder(resource)
            .AddMeter(KreweMetrics.MeterName, "Microsoft.Orleans")
            .AddOtlpExporter(options => Configure(options, "v1/metrics"))
            .Build();
        return base.StartAsync(cancellationToken);
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await Task.WhenAll(
            Task.Run(() => _traces?.Shutdown(LastExportMilliseconds), CancellationToken.None),
            Task.Run(() => _metrics?.Shutdown(LastExportMilliseconds), CancellationToken.None));
    }

    public override void Dispose()
    {
        _traces?.Dispose();
        _metrics?.Dispose();
        _failures?.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(RefreshPeriod, time);
        try
        {
            do
            {
                await metrics.RefreshAsync(stoppingToken);
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException)
        {
            // The silo stops.
        }
    }

    private void Configure(OtlpExporterOptions options, string path)
    {
        var overHttp = settings.Protocol == OtlpProtocol.HttpProtobuf;
        options.Protocol = overHttp ? OtlpExportProtocol.HttpProtobuf : OtlpExportProtocol.Grpc;
        options.Endpoint = overHttp ? new Uri(settings.Endpoint.AbsoluteUri.TrimEnd('/') + "/" + path) : settings.Endpoint;
    }
}
