using Krewe.Models;
using Krewe.Naming;
using Krewe.Silo.Configuration;

namespace Krewe.Silo.Front.Statistics;

/// <summary>Triton's statistics extension: of all models, of one, of one version.</summary>
internal static class StatisticsEndpoints
{
    private static readonly string[] Read = [HttpMethods.Get, HttpMethods.Head];

    public static void MapStatistics(this IEndpointRouteBuilder routes)
    {
        routes.MapMethods("/v2/models/stats", Read, AllAsync);
        routes.MapMethods("/v2/models/{model}/stats", Read, OneAsync);
        routes.MapMethods("/v2/models/{model}/versions/{version}/stats", Read, OneAsync);
    }

    private static async Task AllAsync(HttpContext context)
    {
        var tenant = context.Request.Query["tenant"].FirstOrDefault() ?? NameRules.Default;
        var catalog = context.RequestServices.GetRequiredService<ModelCatalog>();
        var region = context.RequestServices.GetRequiredService<SiloSettings>().Region;
        IReadOnlyList<ModelView> views;
        try
        {
            views = await catalog.ListAsync(tenant, region);
        }
        catch (Exception exception) when (Unreachable.Is(exception))
        {
            await OipResponses.WriteErrorAsync(
                context, 503, Errors.ErrorCodes.ModelUnreachable, "the list of models cannot be reached; it comes back by itself", TimeSpan.FromSeconds(1));
            return;
        }

        await WriteAsync(context, tenant, views, version: null);
    }

    private static async Task OneAsync(HttpContext context)
    {
        if (await OipEndpoints.FindAsync(context) is { } view)
        {
            await WriteAsync(context, view.Spec.Tenant, [view], (string?)context.Request.RouteValues.GetValueOrDefault("version"));
        }
    }

    private static Task WriteAsync(HttpContext context, string tenant, IEnumerable<ModelView> views, string? version)
    {
        var statistics = context.RequestServices.GetRequiredService<ModelStatistics>();
        var all =
            from view in views
            from one in version is null ? VersionsOf(view, statistics, tenant) : [version]
            select (view.Spec.Name, one, statistics.Read(tenant, view.Spec.Name, one));
        return OipResponses.WriteAsync(context, 200, output => StatisticsWriter.Write(output, all));
    }

    /// <summary>What is served, what is to be, and what was asked for since the start.</summary>
    private static IEnumerable<string> VersionsOf(ModelView view, ModelStatistics statistics, string tenant) =>
        view.ReadyVersions.Append(view.Spec.Version).Concat(statistics.VersionsOf(tenant, view.Spec.Name)).Distinct().Order(StringComparer.Ordinal);
}
