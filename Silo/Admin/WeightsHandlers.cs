using System.Collections.Immutable;
using Krewe.Pools;
using Krewe.Silo.Admin.Cluster;
using Krewe.Weights;

namespace Krewe.Silo.Admin;

/// <summary>Answers the route of files of models.</summary>
internal sealed class WeightsHandlers(IClusterReader reader)
{
    public async Task ListAsync(HttpContext context)
    {
        var answers = await reader.GetPoolsAsync(context.RequestAborted);
        AdminResponses.SetIncomplete(context.Response, answers.Problems);
        await AdminResponses.WriteAsync(context, Of(answers.Pools));
    }

    /// <summary>Every file of every host, with the models that name it.</summary>
    internal static ImmutableArray<WeightsView> Of(ImmutableArray<PoolView> pools)
    {
        var named = pools.AllModels()
            .SelectMany(placement => placement.Spec.Backend.Weights.Select(file => (file.Digest, file.Name, placement.Model)))
            .ToLookup(file => file.Digest, StringComparer.Ordinal);
        return
        [
            .. pools.AllHosts().SelectMany(host => host.Weights.Select(file => new WeightsView
            {
                Host = host.Host,
                Digest = file.Digest,
                Name = named[file.Digest].FirstOrDefault().Name ?? "",
                Models = [.. named[file.Digest].Select(one => one.Model).Distinct()],
                State = file.State,
                Bytes = file.Bytes,
                HaveBytes = file.HaveBytes,
                Users = file.Users,
                UsedAt = file.UsedAt,
                Urgency = file.Urgency,
                Problem = file.Problem,
            })),
        ];
    }
}
