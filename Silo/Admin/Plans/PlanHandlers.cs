using Krewe.Admin.Snapshots;
using Krewe.Grains.Fleet;
using Krewe.Silo.Admin.Cluster;
using Krewe.Silo.Admin.Json;

namespace Krewe.Silo.Admin.Plans;

/// <summary>Answers the routes that look ahead: what placement decides from, and what would follow from specs.</summary>
internal sealed class PlanHandlers(IClusterReader reader, AdminSettings settings)
{
    private const int MaxSpecs = 1_000;

    public async Task SnapshotAsync(HttpContext context)
    {
        var snapshot = await reader.GetSnapshotAsync(context.RequestAborted);
        AdminResponses.SetIncomplete(context.Response, snapshot.Problems);
        await AdminResponses.WriteAsync(context, snapshot);
    }

    public async Task PlanAsync(HttpContext context)
    {
        var body = await BodyReader.ReadAsync(context, settings.MaxBodyBytes);
        var specs = SpecJsonReader.ReadList(body, settings.Region, MaxSpecs);
        var snapshot = await reader.GetSnapshotAsync(context.RequestAborted);
        AdminResponses.SetIncomplete(context.Response, snapshot.Problems);
        await AdminResponses.WriteAsync(context, FleetDryRun.Plan(snapshot, specs));
    }
}
