using Krewe.Errors;
using Krewe.Grains.Backends;
using Krewe.Naming;
using Krewe.Silo.Admin.Cluster;
using Krewe.Silo.Admin.Json;

namespace Krewe.Silo.Admin;

/// <summary>Answers the admin API.</summary>
internal sealed class AdminHandlers(
    IClusterReader reader,
    IClusterWriter writer,
    IBackendManager backends,
    ISiloInformation silo,
    AdminSettings settings)
{
    private const int DefaultLogLines = 100;
    private const int MaxLogLines = 5_000;

    public async Task StatusAsync(HttpContext context) =>
        await AdminResponses.WriteAsync(context, await reader.GetStatusAsync(context.RequestAborted));

    public async Task ModelsAsync(HttpContext context) =>
        await AdminResponses.WriteAsync(context, (await reader.GetPoolsAsync(context.RequestAborted)).AllModels());

    public async Task ReplicasAsync(HttpContext context) =>
        await AdminResponses.WriteAsync(context, (await reader.GetPoolsAsync(context.RequestAborted)).AllReplicas());

    public async Task HostsAsync(HttpContext context) =>
        await AdminResponses.WriteAsync(context, (await reader.GetPoolsAsync(context.RequestAborted)).AllHosts());

    public async Task DevicesAsync(HttpContext context) =>
        await AdminResponses.WriteAsync(context, (await reader.GetPoolsAsync(context.RequestAborted)).AllDevices());

    public async Task PoolsAsync(HttpContext context) =>
        await AdminResponses.WriteAsync(context, await reader.GetPoolsAsync(context.RequestAborted));

    public async Task SilosAsync(HttpContext context) =>
        await AdminResponses.WriteAsync(context, await reader.GetSilosAsync(context.RequestAborted));

    public async Task ModelAsync(HttpContext context)
    {
        var key = ReadKey(context);
        var pools = await reader.GetPoolsAsync(context.RequestAborted);
        await AdminResponses.WriteAsync(context, pools.FindModel(key) ?? throw await UnknownAsync(context, key));
    }

    public async Task ExplainAsync(HttpContext context)
    {
        var key = ReadKey(context);
        var explanation = await reader.ExplainAsync(key, context.RequestAborted);
        await AdminResponses.WriteAsync(context, explanation ?? throw await UnknownAsync(context, key));
    }

    public async Task LogsAsync(HttpContext context)
    {
        var key = ReadKey(context);
        int? number = AdminQuery.Read(context, "replica") is null ? null : (int)AdminQuery.ReadNumber(context, "replica", 0, 0, int.MaxValue);
        var after = AdminQuery.ReadNumber(context, "after", 0, 0, long.MaxValue);
        var lines = (int)AdminQuery.ReadNumber(context, "lines", DefaultLogLines, 1, MaxLogLines);
        var here = backends.List().Select(status => status.Replica).Where(replica => replica.Model == key).Distinct().Order().ToList();
        if (number is null ? here.Count == 0 : !here.Contains(new ReplicaId(key, number.Value)))
        {
            // An unknown model is the better answer where it is one.
            if ((await reader.GetPoolsAsync(context.RequestAborted)).FindModel(key) is null)
            {
                throw await UnknownAsync(context, key);
            }

            throw new KreweException(AdminProblems.ReplicaUnknown(key, number, silo.Name));
        }

        await AdminResponses.WriteAsync(context, backends.ReadLogs(new ReplicaId(key, number ?? here[0].Number), after, lines));
    }

    public async Task ApplyAsync(HttpContext context)
    {
        var body = await BodyReader.ReadAsync(context, settings.MaxBodyBytes);
        var spec = SpecJsonReader.Read(body, settings.Region);
        await AdminResponses.WriteAsync(context, await writer.ApplyAsync(spec, context.RequestAborted));
    }

    public async Task DeleteAsync(HttpContext context)
    {
        var key = ReadKey(context);
        if (!await writer.DeleteAsync(key, context.RequestAborted))
        {
            throw await UnknownAsync(context, key);
        }

        context.Response.StatusCode = StatusCodes.Status204NoContent;
    }

    private ModelKey ReadKey(HttpContext context) => new(
        (string)context.Request.RouteValues["tenant"]!,
        (string)context.Request.RouteValues["model"]!,
        AdminQuery.Read(context, "region") ?? settings.Region);

    private async Task<KreweException> UnknownAsync(HttpContext context, ModelKey key) => new(AdminProblems.ModelUnknown(
        key,
        (await reader.GetPoolsAsync(context.RequestAborted)).AllModels().Select(placement => placement.Model)));
}
