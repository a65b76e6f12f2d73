using Krewe.Silo.Admin.Cluster;

namespace Krewe.Silo.Admin;

/// <summary>Answers the routes of machines that come and go.</summary>
internal sealed class MachineHandlers(IMachineReader reader)
{
    public async Task ListAsync(HttpContext context)
    {
        var (pools, problems) = await reader.GetMachinesAsync(context.RequestAborted);
        AdminResponses.SetIncomplete(context.Response, problems);
        await AdminResponses.WriteAsync(context, pools.ToArray());
    }
}
