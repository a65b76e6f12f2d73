using System.CommandLine;
using Krewe.Admin.Activations;
using Krewe.Commands.Application;
using Krewe.Commands.Completion;
using Krewe.Commands.Output;
using Krewe.Commands.Watching;

namespace Krewe.Commands.Grains;

/// <summary><c>krewe grains</c>: the actors of the cluster, counted, listed, looked at, ended and moved.</summary>
internal static class GrainsCommand
{
    /// <summary>For its own help.</summary>
    public const string Examples = """
        krewe grains
        krewe grains list --type model --silo silo-a
        krewe grains where model/default/digits@local
        krewe grains state pool/local/default
        krewe grains migrate model/default/digits@local --to silo-b
        """;

    public static Command Create(GlobalOptions options, Surroundings surroundings)
    {
        var watch = new WatchOptions();
        var command = new Command("grains", "Count the active grains by type and silo; with a verb, list them, look at one, end or move its activation.");
        watch.AddTo(command);
        command.Add(GrainListCommand.Create(options, surroundings));
        command.Add(GrainVerbs.Where(options, surroundings));
        command.Add(GrainVerbs.State(options, surroundings));
        command.Add(GrainVerbs.Deactivate(options, surroundings));
        command.Add(GrainVerbs.Migrate(options, surroundings));
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var call = options.Begin(parsed, surroundings);
            var view = new View<GrainSummary>("the grains", limited => call.Silo.GetGrainSummaryAsync(limited), Draw, _ => ExitCode.Done);
            return await Views.ShowAsync(call, view, watch.Interval(parsed), cancellationToken);
        });
        return command;
    }

    /// <summary>An argument for the name of a grain.</summary>
    internal static Argument<GrainName> Name(GlobalOptions options, Surroundings surroundings)
    {
        var name = new Argument<GrainName>("GRAIN") { Description = GrainName.Help, CustomParser = GrainName.Parse };
        name.CompletionSources.Add(options.Complete(NameSource.Grains, surroundings));
        return name;
    }

    private static void Draw(GrainSummary summary, Surroundings surroundings)
    {
        var silos = summary.Counts.Select(count => count.Silo).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToArray();
        var table = new TableWriter(surroundings, ["TYPE", "ALL", .. silos]);
        foreach (var type in summary.Counts.GroupBy(count => count.Type))
        {
            table.Row([type.Key, Sum(type), .. silos.Select(silo => Sum(type.Where(count => count.Silo == silo)))]);
        }

        table.Row(["all", Words.Number(summary.Total), .. silos.Select(silo => Sum(summary.Counts.Where(count => count.Silo == silo)))]);
        table.Write();
    }

    private static Cell Sum(IEnumerable<GrainCount> counts) => Words.Number(counts.Sum(count => (long)count.Count));
}
