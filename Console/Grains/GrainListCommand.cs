using System.CommandLine;
using System.Globalization;
using Krewe.Admin.Activations;
using Krewe.Commands.Application;
using Krewe.Commands.Completion;
using Krewe.Commands.Output;
using Krewe.Commands.Watching;

namespace Krewe.Commands.Grains;

/// <summary><c>krewe grains list</c>.</summary>
internal static class GrainListCommand
{
    private const int DefaultLimit = 1_000;
    private const int MostPerPage = 10_000;

    public static Command Create(GlobalOptions options, Surroundings surroundings)
    {
        var type = new Option<string?>("--type") { Description = "Only those of this type, such as model.", HelpName = "TYPE" };
        type.CompletionSources.Add(options.Complete(NameSource.GrainTypes, surroundings));
        var silo = new Option<string?>("--silo") { Description = "Only those on this silo.", HelpName = "SILO" };
        silo.CompletionSources.Add(options.Complete(NameSource.Silos, surroundings));
        var limit = new Option<int?>("--limit", "-n") { Description = "How many at most; 0 for all. [default: 1000]", HelpName = "N", CustomParser = new NumberRange(0, int.MaxValue).Parse };
        var watch = new WatchOptions();
        var command = new Command("list", "List the active grains: type, key, silo.") { type, silo, limit };
        watch.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var call = options.Begin(parsed, surroundings);
            var view = new View<GrainPage>(
                "the grains",
                limited => ReadAsync(call, parsed.GetValue(type), parsed.GetValue(silo), parsed.GetValue(limit) ?? DefaultLimit, limited),
                Draw,
                _ => ExitCode.Done);
            return await Views.ShowAsync(call, view, watch.Interval(parsed), cancellationToken);
        });
        return command;
    }

    /// <summary>As many pages as it takes.</summary>
    private static async Task<GrainPage> ReadAsync(Call call, string? type, string? silo, int limit, CancellationToken cancellationToken)
    {
        var most = limit == 0 ? int.MaxValue : limit;
        var page = await call.Silo.GetGrainsAsync(type, silo, after: null, Math.Min(most, MostPerPage), cancellationToken);
        while (page.Next is { } next && page.Grains.Length < most)
        {
            var more = await call.Silo.GetGrainsAsync(type, silo, next, Math.Min(most - page.Grains.Length, MostPerPage), cancellationToken);
            page = page with { Grains = page.Grains.AddRange(more.Grains), Next = more.Next, Total = more.Total };
        }

        return page;
    }

    private static void Draw(GrainPage page, Surroundings surroundings)
    {
        if (page.Grains.IsEmpty)
        {
            surroundings.Output.WriteLine("no such grains are active");
            return;
        }

        var table = new TableWriter(surroundings, "GRAIN", "SILO");
        foreach (var grain in page.Grains)
        {
            table.Row(grain.Grain, grain.Silo);
        }

        table.Write();
        if (page.Next is not null)
        {
            surroundings.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{page.Grains.Length} of {page.Total} are shown; --limit 0 shows all"));
        }
    }
}
