using System.CommandLine;
using System.Text.Json.Nodes;
using Krewe.Admin;
using Krewe.Admin.Activations;
using Krewe.Commands.Application;
using Krewe.Commands.Completion;
using Krewe.Commands.Output;
using Krewe.Errors;

namespace Krewe.Commands.Grains;

/// <summary>The verbs for one grain.</summary>
internal static class GrainVerbs
{
    public static Command Where(GlobalOptions options, Surroundings surroundings) => Look(
        "where", "Say on which silo a grain is active. Ends with 2 when it is not active.", options, surroundings, DrawPlace, grain => grain.Active ? ExitCode.Done : ExitCode.Refused);

    public static Command State(GlobalOptions options, Surroundings surroundings) => Look(
        "state", "Print what a grain has stored, as JSON, also when it is not active. Ends with 2 when nothing is stored.", options, surroundings, DrawState, grain => grain.State is null ? ExitCode.Refused : ExitCode.Done);

    public static Command Deactivate(GlobalOptions options, Surroundings surroundings)
    {
        var name = GrainsCommand.Name(options, surroundings);
        var command = new Command("deactivate", "End a grain's activation when it has done what it is doing. Its next call makes it anew.") { name };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var call = options.Begin(parsed, surroundings);
            var grain = parsed.GetRequiredValue(name);
            return Tell(call, await call.AskAsync("the end of " + grain, limited => call.Silo.DeactivateGrainAsync(grain.Type, grain.Key, limited), cancellationToken));
        });
        return command;
    }

    public static Command Migrate(GlobalOptions options, Surroundings surroundings)
    {
        var name = GrainsCommand.Name(options, surroundings);
        var silo = new Option<string>("--to") { Description = "The silo that it is to be on.", HelpName = "SILO", Required = true };
        silo.CompletionSources.Add(options.Complete(NameSource.Silos, surroundings));
        var command = new Command("migrate", "Move a grain to another silo. Ends with 2 when it is one that cannot be moved.") { name, silo };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var call = options.Begin(parsed, surroundings);
            var grain = parsed.GetRequiredValue(name);
            var to = parsed.GetRequiredValue(silo);
            return Tell(call, await call.AskAsync("the move of " + grain, limited => call.Silo.MigrateGrainAsync(grain.Type, grain.Key, to, limited), cancellationToken));
        });
        return command;
    }

    private static Command Look(
        string verb,
        string description,
        GlobalOptions options,
        Surroundings surroundings,
        Action<GrainDetail, Surroundings> draw,
        Func<GrainDetail, int> exit)
    {
        var name = GrainsCommand.Name(options, surroundings);
        var command = new Command(verb, description) { name };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var call = options.Begin(parsed, surroundings);
            var grain = parsed.GetRequiredValue(name);
            var view = new View<GrainDetail>(
                "the grain " + grain,
                limited => call.Silo.GetGrainAsync(grain.Type, grain.Key, limited),
                (detail, where) =>
                {
                    TellProblems(detail, surroundings);
                    draw(detail, where);
                },
                detail => detail.Problems.IsEmpty ? exit(detail) : ExitCode.Error);
            return await Views.ShowAsync(call, view, interval: null, cancellationToken);
        });
        return command;
    }

    private static void TellProblems(GrainDetail grain, Surroundings surroundings)
    {
        foreach (var problem in grain.Problems)
        {
            ProblemWriter.Write(surroundings.Error, problem);
        }
    }

    private static void DrawPlace(GrainDetail grain, Surroundings surroundings)
    {
        surroundings.Output.WriteLine(grain.Active ? string.Join('\n', grain.Silos) : "not active");
        if (grain.Active && !grain.Movable)
        {
            surroundings.Error.WriteLine($"{grain.Grain} is where its key or lease says; it cannot be moved");
        }
    }

    private static void DrawState(GrainDetail grain, Surroundings surroundings)
    {
        if (grain.State is { } state)
        {
            surroundings.Output.WriteLine(JsonNode.Parse(state.GetRawText())!.ToJsonString(KreweJson.Indented));
        }
        else
        {
            surroundings.Error.WriteLine(grain.StateName is null ? $"{grain.Grain} keeps no state" : $"{grain.Grain} has nothing stored under '{grain.StateName}'");
        }
    }

    private static int Tell(Call call, GrainActionResult result)
    {
        if (!StructuredOutput.TryWrite(call.Surroundings.Output, call.Format, result))
        {
            call.Surroundings.Output.WriteLine($"{result.Grain}: {result.Message}");
        }

        return ExitCode.Done;
    }
}
