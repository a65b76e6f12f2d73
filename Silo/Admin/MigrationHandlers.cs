using System.Globalization;
using Krewe.Errors;
using Krewe.Migrations;
using Krewe.Naming;
using Krewe.Silo.Admin.Cluster;
using Krewe.Silo.Admin.Json;

namespace Krewe.Silo.Admin;

/// <summary>Answers the routes of replicas that move.</summary>
internal sealed class MigrationHandlers(IClusterReader reader, IClusterWriter writer, AdminSettings settings)
{
    public async Task ListAsync(HttpContext context)
    {
        var answers = await reader.GetPoolsAsync(context.RequestAborted);
        AdminResponses.SetIncomplete(context.Response, answers.Problems);
        await AdminResponses.WriteAsync(context, answers.Pools.SelectMany(pool => pool.Migrations).OrderBy(migration => migration.BegunAt).ToArray());
    }

    public async Task MigrateAsync(HttpContext context)
    {
        var request = await StrictJson.ReadAsync<MigrationRequest>(context, settings);
        var route = context.Request.RouteValues;
        var model = new ModelKey((string)route["tenant"]!, (string)route["model"]!, AdminQuery.Read(context, "region") ?? settings.Region);
        if (!int.TryParse((string)route["number"]!, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            throw new KreweException(new Problem { Code = ErrorCodes.NotFound, Message = $"'{route["number"]}' is no replica's number", Where = "replica" });
        }

        await AdminResponses.WriteAsync(context, await writer.MigrateAsync(new MigrationOrder { Replica = new ReplicaId(model, number), Host = request.Host }, context.RequestAborted));
    }

    public async Task TakeBackAsync(HttpContext context)
    {
        await StrictJson.ReadAsync<Nothing>(context, settings);
        var (pool, id) = (new PoolKey((string)context.Request.RouteValues["region"]!, (string)context.Request.RouteValues["pool"]!), (string)context.Request.RouteValues["id"]!);
        await AdminResponses.WriteAsync(context, await writer.TakeBackAsync(pool, id, context.RequestAborted)
            ?? throw new KreweException(new Problem { Code = ErrorCodes.NotFound, Message = $"pool {pool} has no migration '{id}' that has not ended", Where = "migration" }));
    }

    private sealed record Nothing;
}
