using Krewe.Admin.Activations;
using Krewe.Silo.Admin.Json;

namespace Krewe.Silo.Admin.Activations;

/// <summary>Answers the routes of grains.</summary>
internal sealed class ActivationHandlers(IActivationManager manager, AdminSettings settings)
{
    private const int DefaultLimit = 1_000;
    private const int MaxLimit = 10_000;

    public async Task ListAsync(HttpContext context)
    {
        var page = await manager.ListAsync(
            Text(context, "type"),
            Text(context, "silo"),
            Text(context, "after"),
            (int)AdminQuery.ReadNumber(context, "limit", DefaultLimit, 1, MaxLimit),
            context.RequestAborted);
        AdminResponses.SetIncomplete(context.Response, page.Problems);
        await AdminResponses.WriteAsync(context, page);
    }

    public async Task SummaryAsync(HttpContext context)
    {
        var summary = await manager.SummarizeAsync(context.RequestAborted);
        AdminResponses.SetIncomplete(context.Response, summary.Problems);
        await AdminResponses.WriteAsync(context, summary);
    }

    public async Task GetAsync(HttpContext context)
    {
        var detail = await manager.GetAsync(Route(context, "type"), Route(context, "key"), context.RequestAborted);
        AdminResponses.SetIncomplete(context.Response, detail.Problems);
        await AdminResponses.WriteAsync(context, detail);
    }

    public async Task DeactivateAsync(HttpContext context)
    {
        await StrictJson.ReadAsync<Nothing>(context, settings);
        await AdminResponses.WriteAsync(context, await manager.DeactivateAsync(Route(context, "type"), Route(context, "key"), context.RequestAborted));
    }

    public async Task MigrateAsync(HttpContext context)
    {
        var request = await StrictJson.ReadAsync<MigrateRequest>(context, settings);
        await AdminResponses.WriteAsync(context, await manager.MigrateAsync(Route(context, "type"), Route(context, "key"), request.Silo, context.RequestAborted));
    }

    private static string? Text(HttpContext context, string key) => AdminQuery.Read(context, key) is { Length: > 0 } text ? text : null;

    /// <summary>A part of the path. The server leaves an escaped slash as it is, because it is none between parts.</summary>
    private static string Route(HttpContext context, string name) =>
        ((string)context.Request.RouteValues[name]!).Replace("%2F", "/", StringComparison.OrdinalIgnoreCase);

    private sealed record Nothing;
}
