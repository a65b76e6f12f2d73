using Krewe.Fleet.Regions;
using Krewe.Naming;
using Krewe.Silo.Admin.Cluster;
using Krewe.Silo.Admin.Json;

namespace Krewe.Silo.Admin;

/// <summary>Answers the routes of regions.</summary>
internal sealed class RegionHandlers(IRegionOffice office, AdminSettings settings)
{
    public async Task ListAsync(HttpContext context)
    {
        var (regions, problems) = await office.GetRegionsAsync(context.RequestAborted);
        AdminResponses.SetIncomplete(context.Response, problems);
        await AdminResponses.WriteAsync(context, regions.ToArray());
    }

    public async Task DrainAsync(HttpContext context, bool drain)
    {
        await StrictJson.ReadAsync<Nothing>(context, settings);
        await AdminResponses.WriteAsync(context, await office.DrainRegionAsync((string)context.Request.RouteValues["region"]!, drain, context.RequestAborted));
    }

    public async Task HoldAsync(HttpContext context)
    {
        var request = await StrictJson.ReadAsync<RegionHoldRequest>(context, settings);
        var route = context.Request.RouteValues;
        var model = new ModelKey((string)route["tenant"]!, (string)route["model"]!, AdminQuery.Read(context, "region") ?? settings.Region);
        await AdminResponses.WriteAsync(context, await office.HoldAsync(model, request.To, context.RequestAborted));
    }

    private sealed record Nothing;
}
