using System.CommandLine;
using System.CommandLine.Completions;
using Krewe.Commands.Application;
using Krewe.Commands.Output;
using Krewe.Errors;

namespace Krewe.Commands.Completion;

/// <summary>
/// Names for the shell to complete, asked of the silo that the command line names. Who presses the tab key waits: a silo that is away
/// or slow gives no names, and nothing is said.
/// </summary>
internal static class NameCompletion
{
    /// <summary>A person does not choose among more.</summary>
    private const int MaxGrains = 500;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public static Func<CompletionContext, IEnumerable<CompletionItem>> Complete(this GlobalOptions options, NameSource source, Surroundings surroundings) =>
        context => source == NameSource.None ? [] : Names(options, context.ParseResult, source, surroundings).Distinct(StringComparer.Ordinal).Select(name => new CompletionItem(name));

    private static IEnumerable<string> Names(GlobalOptions options, ParseResult parsed, NameSource source, Surroundings surroundings)
    {
        using var limit = new CancellationTokenSource(Patience, surroundings.PatienceTime);
        try
        {
            using var call = options.Begin(parsed, surroundings);
            return ReadAsync(call, source, limit.Token).GetAwaiter().GetResult();
        }
        catch (Exception exception) when (exception is KreweException or OperationCanceledException or InvalidOperationException)
        {
            // The line is not finished: its address, or another option, may be half a word.
            return [];
        }
    }

    private static async Task<IEnumerable<string>> ReadAsync(Call call, NameSource source, CancellationToken cancellationToken)
    {
        var client = call.Silo;
        return source switch
        {
            NameSource.Models => (await client.GetModelsAsync(cancellationToken)).Select(model => Words.Of(model.Model)),
            NameSource.Replicas => (await client.GetReplicasAsync(cancellationToken)).Select(replica => replica.Id.ToString()),
            NameSource.Hosts => (await client.GetHostsAsync(cancellationToken)).Select(host => host.Host),
            NameSource.Devices => (await client.GetDevicesAsync(cancellationToken)).Select(device => $"{device.Host}/{device.Observation.Uuid}"),
            NameSource.Pools => (await client.GetPoolsAsync(cancellationToken)).Select(pool => pool.Key.Pool),
            NameSource.Silos => (await client.GetSilosAsync(cancellationToken)).Select(silo => silo.Name),
            NameSource.Regions => (await client.GetPoolsAsync(cancellationToken)).Select(pool => pool.Key.Region),
            NameSource.Grains => (await client.GetGrainsAsync(limit: MaxGrains, cancellationToken: cancellationToken)).Grains.Select(grain => grain.Grain),
            NameSource.GrainTypes => (await client.GetGrainSummaryAsync(cancellationToken)).Counts.Select(count => count.Type),
            NameSource.Tenants => (await client.GetModelsAsync(cancellationToken)).Select(model => model.Model.Tenant),
            _ => [],
        };
    }
}
