using System.CommandLine;
using System.Globalization;
using Krewe.Commands.Application;
using Krewe.Commands.Output;
using Krewe.Pools;
using Krewe.Specs;
using Krewe.Specs.Yaml;

namespace Krewe.Commands.Apply;

/// <summary><c>krewe apply</c>: stores the specs of a file and waits until they are so.</summary>
internal static class ApplyCommand
{
    /// <summary>For its own help.</summary>
    public const string Examples = """
        krewe apply model.yaml
        krewe apply - --wait 0 < model.yaml
        """;

    public static Command Create(GlobalOptions options, Surroundings surroundings)
    {
        var file = new Argument<string>("FILE") { Description = "Specs as YAML; - for the standard input." };
        var wait = new WaitOption("the replicas are ready");
        var command = new Command(
            "apply",
            "Store the specs of a file, and wait until their replicas are ready. The same file again changes nothing. "
                + "Relative paths in the file count from its directory. Ends with 2 when replicas are refused or not ready in "
                + "time.")
        {
            file,
        };
        wait.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var specs = await SpecFile.LoadAsync(parsed.GetRequiredValue(file), surroundings, cancellationToken);
            if (!specs.TellProblems(surroundings.Error))
            {
                return ExitCode.Error;
            }

            using var call = options.Begin(parsed, surroundings);
            return await ApplyAsync(call, specs, wait.Of(parsed), cancellationToken);
        });
        return command;
    }

    private static async Task<int> ApplyAsync(Call call, SpecFile specs, TimeSpan patience, CancellationToken cancellationToken)
    {
        var surroundings = call.Surroundings;
        var cluster = await call.AskAsync("the status", limited => call.Silo.GetStatusAsync(limited), cancellationToken);
        if (!specs.TellProblems(surroundings.Error, cluster.Region))
        {
            // Valid by itself, but there it names one model twice: with its region, and without.
            return ExitCode.Error;
        }

        var before = cluster.Models.ToDictionary(placement => placement.Model);
        var applied = new List<AppliedModel>();
        try
        {
            foreach (var spec in specs.Read(cluster.Region).Models)
            {
                var old = before.TryGetValue(spec.GetKey(), out var placement) && !placement.Removing ? placement.Spec : null;
                var result = await call.AskAsync("what becomes of " + spec.GetKey(), limited => call.Silo.ApplyAsync(spec, limited), cancellationToken);
                applied.Add(Describe(spec, old, result));
                if (call.Format.IsForPeople())
                {
                    WriteChange(applied[^1], surroundings.Output);
                }
            }

            if (patience > TimeSpan.Zero)
            {
                await new ReplicaWaiter(call).WaitAsync(applied, patience, cancellationToken);
            }
        }
        finally
        {
            // Also when a later one failed: what was stored is stored.
            StructuredOutput.TryWrite(surroundings.Output, call.Format, applied);
        }

        return Conclusion.Tell(applied, patience, call.Format, surroundings);
    }

    private static AppliedModel Describe(ModelSpec spec, ModelSpec? old, AssignResult result) => Progress.Update(
        new AppliedModel
        {
            Model = spec.GetKey().ToString(),
            Change = result.Change,
            Generation = result.Generation,
            Changes = SpecDiff.Compare(old, spec),
        },
        result.Placement);

    private static void WriteChange(AppliedModel model, TextWriter output)
    {
        var what = model.Change == AssignChange.None ? "unchanged" : Words.Of(model.Change);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{model.Model} {what}, generation {model.Generation}"));
        if (model.Change is AssignChange.Configured or AssignChange.Replaced)
        {
            foreach (var change in model.Changes)
            {
                output.WriteLine($"  {change.Key}: {change.Old ?? "(nothing)"} -> {change.New ?? "(nothing)"}");
            }
        }
    }
}
