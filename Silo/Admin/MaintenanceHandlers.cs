using Krewe.Hosts;
using Krewe.Silo.Admin.Cluster;
using Krewe.Silo.Admin.Json;

namespace Krewe.Silo.Admin;

/// <summary>Answers the routes by which hosts and devices are taken out of service, and back, and faults are cleared.</summary>
internal sealed class MaintenanceHandlers(IClusterWriter writer, AdminSettings settings)
{
    public async Task ChangeAsync(HttpContext context, bool empty)
    {
        var request = await StrictJson.ReadAsync<MaintenanceRequest>(context, settings);
        await AdminResponses.WriteAsync(context, await writer.MaintainAsync(
            new MaintenanceOrder
            {
                Host = (string)context.Request.RouteValues["host"]!,
                Device = (string?)context.Request.RouteValues.GetValueOrDefault("device"),
                Empty = empty,
                Force = request.Force,
            },
            context.RequestAborted));
    }

    public async Task ClearAsync(HttpContext context) => await AdminResponses.WriteAsync(context, await writer.ClearDeviceAsync(
        (string)context.Request.RouteValues["host"]!,
        (string)context.Request.RouteValues["device"]!,
        context.RequestAborted));
}
