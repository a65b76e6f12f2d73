using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Krewe.Silo.Admin.Access;
using Krewe.Silo.Admin.Routes;
using Krewe.Silo.Front;
using Krewe.Silo.Metrics.Devices;
using Krewe.Silo.Metrics.Exposition;

namespace Krewe.Silo.Metrics;

/// <summary>Metrics, and where Prometheus fetches them.</summary>
internal static class MetricsEndpoints
{
    private const string TritonPrefix = "nv_";

    /// <summary>Every route of the metrics. Triton's names break Prometheus' rules for names, so they have a path of their own.</summary>
    public static ImmutableArray<AdminRoute> Routes { get; } =
    [
        new("GET", "/metrics", AdminAccess.Read, context => WriteAsync(context, name => !IsTriton(name))),
        new("GET", "/metrics/triton", AdminAccess.Read, context => WriteAsync(context, IsTriton)),
    ];

    /// <summary>Adds the metrics.</summary>
    /// <param name="services">The host's services.</param>
    public static IServiceCollection AddKreweMetrics(this IServiceCollection services) => services
        .AddMetrics()
        .AddSingleton<EnergyMeter>()
        .AddSingleton<KreweMetrics>()
        .AddSingleton<IRequestObserver>(provider => provider.GetRequiredService<KreweMetrics>())
        .AddSingleton<IMetricsSource, ClusterMetricsSource>()
        .AddSingleton<MetricsRefresher>()
        .AddSingleton(provider => new PrometheusExporter(provider.GetRequiredService<KreweMetrics>().Meter));

    /// <summary>Maps the metrics. Counting begins here, not with the first scrape.</summary>
    /// <param name="endpoints">The host's routes.</param>
    public static IEndpointRouteBuilder MapKreweMetrics(this IEndpointRouteBuilder endpoints)
    {
        _ = endpoints.ServiceProvider.GetRequiredService<PrometheusExporter>();
        foreach (var route in Routes)
        {
            endpoints.MapAdminRoute(route);
        }

        return endpoints;
    }

    private static bool IsTriton(string name) => name.StartsWith(TritonPrefix, StringComparison.Ordinal);

    private static async Task WriteAsync(HttpContext context, Func<string, bool> filter)
    {
        await context.RequestServices.GetRequiredService<MetricsRefresher>().RefreshAsync(context.RequestAborted);
        using var writer = new StringWriter(CultureInfo.InvariantCulture);
        context.RequestServices.GetRequiredService<PrometheusExporter>().Write(writer, filter);
        context.Response.ContentType = ExpositionFormat.ContentType;
        await context.Response.WriteAsync(writer.ToString(), Encoding.UTF8, context.RequestAborted);
    }
}
