using System.CommandLine;
using Krewe.Admin.Plans;
using Krewe.Commands.Application;
using Krewe.Commands.Apply;
using Krewe.Commands.Output;
using Krewe.Errors;
using Krewe.Pools;
using Krewe.Specs;

namespace Krewe.Commands.Plan;

/// <summary><c>krewe plan</c>: what <c>apply</c> would do, without doing it.</summary>
internal static class PlanCommand
{
    /// <summary>For its own help.</summary>
    public const string Examples = """
        krewe plan
        krewe plan model.yaml
        krewe plan - -o json < model.yaml
        """;

    public static Command Create(GlobalOptions options, Surroundings surroundings)
    {
        var file = new Argument<string?>("FILE") { Description = "Specs as YAML; - for the standard input; nothing for the pools as they are.", Arity = ArgumentArity.ZeroOrOne };
        var command = new Command(
            "plan",
            "Show what 'apply' of the same file would do: which keys differ, where each replica would go, and what of its pool would then be "
                + "better elsewhere, at what cost. Without a file: what would be better elsewhere now. Nothing is changed. "
                + "Ends with 2 when a replica would find no room.")
        {
            file,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var named = parsed.GetValue(file);
            if (named is null)
            {
                using var asked = options.Begin(parsed, surroundings);
                return await Views.ShowAsync(asked, ViewOf(asked, []), interval: null, cancellationToken);
            }

            var specs = await SpecFile.LoadAsync(named, surroundings, cancellationToken);
            if (!specs.TellProblems(surroundings.Error))
            {
                return ExitCode.Error;
            }

            using var call = options.Begin(parsed, surroundings);
            return await PlanAsync(call, specs, cancellationToken);
        });
        return command;
    }

    private static async Task<int> PlanAsync(Call call, SpecFile specs, CancellationToken cancellationToken)
    {
        var region = (await call.AskAsync("the status", limited => call.Silo.GetStatusAsync(limited), cancellationToken)).Region;
        if (!specs.TellProblems(call.Surroundings.Error, region))
        {
            return ExitCode.Error;
        }

        // What the status lacked is no part of the plan.
        call.TakeMissing();
        return await Views.ShowAsync(call, ViewOf(call, specs.Read(region).Models), interval: null, cancellationToken);
    }

    private static View<PlanView> ViewOf(Call call, IEnumerable<ModelSpec> specs) => new("the plan", limited => call.Silo.PlanAsync(specs, limited), Draw, ExitOf);

    private static int ExitOf(PlanView plan) =>
        !plan.Problems.IsEmpty ? ExitCode.Error
        : plan.Models.Any(model => model.Problem is not null || model.Replicas.Any(replica => replica.Step == PlannedStep.Refuse)) ? ExitCode.Refused
        : ExitCode.Done;

    private static void Draw(PlanView plan, Surroundings surroundings)
    {
        foreach (var problem in plan.Problems)
        {
            ProblemWriter.Write(surroundings.Error, problem);
        }

        for (var i = 0; i < plan.Models.Length; i++)
        {
            if (i > 0)
            {
                surroundings.Output.WriteLine();
            }

            Draw(plan.Models[i], surroundings);
        }

        foreach (var pool in plan.Pools)
        {
            if (plan.Models.Length > 0 || pool != plan.Pools[0])
            {
                surroundings.Output.WriteLine();
            }

            PoolImprovementWriter.Write(pool, surroundings);
        }
    }

    private static void Draw(PlannedModel model, Surroundings surroundings)
    {
        var output = surroundings.Output;
        var what = model.Change switch
        {
            _ when model.Problem is not null => "would be refused",
            AssignChange.None => "is unchanged",
            AssignChange.Created => "would be created",
            AssignChange.Configured => "would be configured",
            _ => "would be replaced",
        };
        output.WriteLine($"{model.Model} {what}, pool {model.Pool}");
        if (model.Change != AssignChange.Created)
        {
            foreach (var difference in model.Differences)
            {
                output.WriteLine($"  {difference.Path}: {difference.From?.GetRawText() ?? "(nothing)"} -> {difference.To?.GetRawText() ?? "(nothing)"}");
            }
        }

        if (model.Problem is { } problem)
        {
            ProblemWriter.Write(output, problem, "  ");
        }

        if (!model.Replicas.IsEmpty)
        {
            Replicas(model, surroundings);
        }
    }

    private static void Replicas(PlannedModel model, Surroundings surroundings)
    {
        var table = new TableWriter(surroundings, "  REPLICA", "STEP", "HOST", "DEVICES", "LOAD", "WHY");
        foreach (var replica in model.Replicas)
        {
            var devices = replica.Host is null ? "" : replica.Devices.IsEmpty ? "cpu" : string.Join(' ', replica.Devices);
            table.Row("  " + Words.Number(replica.Replica.Number), StepOf(replica.Step), replica.Host ?? "", devices, Words.Seconds(replica.Seconds), replica.Refusal is { } refusal ? Cell.Bad(refusal.ToString()) : string.Join("; ", replica.Reasons));
        }

        table.Write();
        foreach (var refusal in model.Replicas.Select(replica => replica.Refusal).OfType<Problem>().DistinctBy(refusal => string.Join('\n', refusal.Reasons)))
        {
            ProblemWriter.Write(surroundings.Output, refusal, "  ");
        }
    }

    private static Cell StepOf(PlannedStep step) => step switch
    {
        PlannedStep.Keep => "keep",
        PlannedStep.Place => Cell.Good("place"),
        PlannedStep.Stop => Cell.Warning("stop"),
        PlannedStep.StopFirst => Cell.Warning("stop first"),
        _ => Cell.Bad("no room"),
    };
}
