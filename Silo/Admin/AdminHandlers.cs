using System.Collections.Immutable;
using Krewe.Admin;
using Krewe.Errors;
using Krewe.Forecasting;
using Krewe.Grains.Backends;
using Krewe.Naming;
using Krewe.Pools;
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

    public async Task ModelsAsync(HttpContext context) => await WritePoolsAsync(context, static pools => pools.AllModels());

    public async Task ReplicasAsync(HttpContext context) => await WritePoolsAsync(context, static pools => pools.AllReplicas());

    public async Task HostsAsync(HttpContext context) => await WritePoolsAsync(context, static pools => pools.AllHosts());

    public async Task DevicesAsync(HttpContext context) => await WritePoolsAsync(context, static pools => pools.AllDevices());

    public async Task PoolsAsync(HttpContext context) => await WritePoolsAsync(context, static pools => pools);

    public async Task SilosAsync(HttpContext context) =>
        await AdminResponses.WriteAsync(context, await reader.GetSilosAsync(context.RequestAborted));

    public async Task ModelAsync(HttpContext context)
    {
        var key = ReadKey(context);
        var answers = await reader.GetPoolsAsync(context.RequestAborted);
        var placement = answers.Pools.FindModel(key) ?? throw Unknown(answers, key);
        AdminResponses.SetIncomplete(context.Response, answers.Problems);
        await AdminResponses.WriteAsync(context, placement);
    }

    public async Task ExplainAsync(HttpContext context)
    {
        var key = ReadKey(context);
        var (explanation, problems) = await reader.ExplainAsync(key, context.RequestAborted);
        if (explanation is null)
        {
            // Who was silent then may answer now: what is said is what was found when the explanation was looked for.
            var answers = await reader.GetPoolsAsync(context.RequestAborted);
            throw Unknown(answers with { Problems = problems.IsEmpty ? answers.Problems : problems }, key);
        }

        AdminResponses.SetIncomplete(context.Response, problems);
        await AdminResponses.WriteAsync(context, explanation);
    }

    public async Task ForecastAsync(HttpContext context)
    {
        var key = ReadKey(context);
        var query = new ForecastQuery
        {
            Horizon = ReadSeconds(context, "horizon", new ForecastQuery().Horizon, ForecastQuery.LeastHorizon, ForecastQuery.MostHorizon),
            History = ReadSeconds(context, "history", new ForecastQuery().History, TimeSpan.Zero, ForecastQuery.MostHistory),
        };

        // A name of no model must not become a grain.
        var answers = await reader.GetPoolsAsync(context.RequestAborted);
        if (answers.Pools.FindModel(key) is null)
        {
            throw Unknown(answers, key);
        }

        await AdminResponses.WriteAsync(context, await reader.GetForecastAsync(key, query, context.RequestAborted));
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
            var answers = await reader.GetPoolsAsync(context.RequestAborted);
            if (answers.Pools.FindModel(key) is null)
            {
                throw Unknown(answers, key);
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

    public async Task ScaleAsync(HttpContext context)
    {
        var key = ReadKey(context);
        var request = await StrictJson.ReadAsync<ScaleRequest>(context, settings);
        var scaled = request.For is { } duration
            ? await writer.OverrideAsync(key, request.Replicas, duration, context.RequestAborted)
            : await writer.ScaleAsync(key, request.Replicas, context.RequestAborted);
        await AdminResponses.WriteAsync(context, scaled ?? throw await UnknownAsync(context, key));
    }

    public async Task EndOverrideAsync(HttpContext context)
    {
        var key = ReadKey(context);
        await AdminResponses.WriteAsync(
            context, await writer.OverrideAsync(key, null, TimeSpan.Zero, context.RequestAborted) ?? throw await UnknownAsync(context, key));
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

    private static TimeSpan ReadSeconds(HttpContext context, string key, TimeSpan missing, TimeSpan least, TimeSpan most) =>
        TimeSpan.FromSeconds(AdminQuery.ReadNumber(context, key, (long)missing.TotalSeconds, (long)least.TotalSeconds, (long)most.TotalSeconds));

    private ModelKey ReadKey(HttpContext context) => new(
        (string)context.Request.RouteValues["tenant"]!,
        (string)context.Request.RouteValues["model"]!,
        AdminQuery.Read(context, "region") ?? settings.Region);

    /// <summary>Writes what the pools know, and in a header who of them did not answer.</summary>
    private async Task WritePoolsAsync<T>(HttpContext context, Func<ImmutableArray<PoolView>, ImmutableArray<T>> select)
    {
        var answers = await reader.GetPoolsAsync(context.RequestAborted);
        AdminResponses.SetIncomplete(context.Response, answers.Problems);
        await AdminResponses.WriteAsync(context, select(answers.Pools));
    }

    private async Task<KreweException> UnknownAsync(HttpContext context, ModelKey key) => Unknown(await reader.GetPoolsAsync(context.RequestAborted), key);

    /// <summary>A model that no pool knows; or may be known to one that did not answer.</summary>
    private static KreweException Unknown(PoolAnswers answers, ModelKey key)
    {
        var known = answers.Pools.AllModels().Select(placement => placement.Model).ToList();
        var silent = answers.Problems.Where(problem => MayKnow(problem.Where, key)).ToList();
        return new KreweException(silent.Count == 0
            ? AdminProblems.ModelUnknown(key, known)
            : AdminProblems.Incomplete($"whether there is a model '{key}', and what it is", "model", silent, known.Select(model => $"model '{model}'")));
    }

    /// <summary>The fleet, and the pools of the model's region.</summary>
    private static bool MayKnow(string? who, ModelKey key) =>
        who is null || !who.StartsWith("pool ", StringComparison.Ordinal) || who.StartsWith($"pool {key.Region}/", StringComparison.Ordinal);
}
