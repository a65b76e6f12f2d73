using Krewe.Errors;
using Krewe.Hosts;
using Krewe.Silo.Admin.Cluster;
using Krewe.Silo.Admin.Json;

namespace Krewe.Silo.Admin;

/// <summary>Answers the routes by which hosts and devices are taken out of service, and back, and faults are cleared.</summary>
internal sealed class MaintenanceHandlers(IClusterWriter writer, AdminSettings settings, TimeProvider time)
{
    public async Task NoticeAsync(HttpContext context)
    {
        var request = await StrictJson.ReadAsync<NoticeRequest>(context, settings);
        if (request.Seconds is not (>= 1 and <= NoticeRequest.MostSeconds))
        {
            throw new KreweException(new Problem
            {
                Code = ErrorCodes.SpecInvalid,
                Message = FormattableString.Invariant($"{request.Seconds} is not valid; valid: 1 to {NoticeRequest.MostSeconds} seconds"),
                Where = "seconds",
            });
        }

        var now = time.GetUtcNow();
        await AdminResponses.WriteAsync(context, await writer.MaintainAsync(
            new MaintenanceOrder
            {
                Host = (string)context.Request.RouteValues["host"]!,
                Empty = true,
                Force = true,
                Notice = new HostNotice { ToldAt = now, EndsAt = now.AddSeconds(request.Seconds), Reason = request.Reason },
            },
            context.RequestAborted));
    }

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
