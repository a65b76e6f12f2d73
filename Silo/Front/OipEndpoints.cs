using Krewe.Models;
using Krewe.Naming;
using Krewe.Silo.Front.Protocol;
using Krewe.Silo.Front.Repository;
using Krewe.Silo.Front.Statistics;
using Krewe.Silo.Hosting;

namespace Krewe.Silo.Front;

/// <summary>The paths of the Open Inference Protocol v2.</summary>
internal static class OipEndpoints
{
    private static readonly string[] Read = [HttpMethods.Get, HttpMethods.Head];
    private static readonly string[] Extensions = ["statistics"];

    public static void MapOpenInferenceProtocol(this IEndpointRouteBuilder routes)
    {
        routes.MapMethods("/v2", Read, ServerMetadata);
        routes.MapMethods("/v2/health/live", Read, Live);
        routes.MapMethods("/v2/health/ready", Read, Ready);
        var infer = routes.ServiceProvider.GetRequiredService<InferEndpoint>();
        foreach (var path in (string[])["/v2/models/{model}", "/v2/models/{model}/versions/{version}"])
        {
            routes.MapMethods(path, Read, ModelMetadataAsync);
            routes.MapMethods(path + "/ready", Read, ModelReadyAsync);
            routes.MapPost(path + "/infer", infer.AnswerAsync);
        }

        routes.MapStatistics();
        routes.MapRepository();
    }

    private static Task ServerMetadata(HttpContext context) =>
        OipResponses.WriteAsync(context, 200, output => ServerDocuments.WriteMetadata(output, "krewe", ProductVersion.Text, Extensions));

    private static Task Live(HttpContext context) => OipResponses.WriteAsync(context, 200, output => ServerDocuments.WriteLive(output, true));

    private static Task Ready(HttpContext context)
    {
        var ready = context.RequestServices.GetRequiredService<Readiness>().IsReady;
        return OipResponses.WriteAsync(context, ready ? 200 : 503, output => ServerDocuments.WriteReady(output, ready));
    }

    private static async Task ModelMetadataAsync(HttpContext context)
    {
        if (await FindAsync(context) is not { } view)
        {
            return;
        }

        await OipResponses.WriteAsync(context, ModelAnswers.Metadata(view));
    }

    private static async Task ModelReadyAsync(HttpContext context)
    {
        if (await FindAsync(context) is not { } view)
        {
            return;
        }

        await OipResponses.WriteAsync(context, ModelAnswers.Ready(view, Version(context)));
    }

    /// <summary>The model that the path names; null after the refusal has been written.</summary>
    internal static async Task<ModelView?> FindAsync(HttpContext context)
    {
        var tenant = context.Request.Query["tenant"].FirstOrDefault() ?? NameRules.Default;
        var model = (string)context.Request.RouteValues["model"]!;
        var (view, refusal) = await context.RequestServices.GetRequiredService<ModelLookup>().FindAsync(tenant, model, Version(context));
        if (view is null)
        {
            await OipResponses.WriteAsync(context, refusal);
        }

        return view;
    }

    internal static string? Version(HttpContext context) => (string?)context.Request.RouteValues.GetValueOrDefault("version");
}
