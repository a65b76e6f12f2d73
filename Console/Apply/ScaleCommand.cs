using System.CommandLine;
using System.Globalization;
using Krewe.Commands.Application;
using Krewe.Commands.Completion;
using Krewe.Commands.Output;
using Krewe.Pools;

namespace Krewe.Commands.Apply;

/// <summary><c>krewe scale</c>: another number of replicas, all else as it is.</summary>
internal static class ScaleCommand
{
    /// <summary>For its own help.</summary>
    public const string Examples = """
        krewe scale digits 3
        krewe scale acme/digits@eu-west 0 --wait 0
        """;

    public static Command Create(GlobalOptions options, Surroundings surroundings)
    {
        var model = new Argument<ModelName>("MODEL") { Description = ModelName.Help, CustomParser = ModelName.Parse };
        var replicas = new Argument<int>("N") { Description = "How many replicas there are to be.", CustomParser = new NumberRange(0, int.MaxValue).ParseRequired };
        var wait = new WaitOption("the replicas are ready");
        model.CompletionSources.Add(options.Complete(NameSource.Models, surroundings));
        var command = new Command(
            "scale",
            "Change how many replicas a model has, and wait until they are ready. All else of its spec stays. Ends with 2 when "
                + "replicas are refused or not ready in time.")
        {
            model, replicas,
        };
        wait.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var call = options.Begin(parsed, surroundings);
            return await ScaleAsync(call, parsed.GetRequiredValue(model), parsed.GetValue(replicas), wait.Of(parsed), cancellationToken);
        });
        return command;
    }

    private static async Task<int> ScaleAsync(Call call, ModelName name, int replicas, TimeSpan patience, CancellationToken cancellationToken)
    {
        var surroundings = call.Surroundings;
        var result = await call.AskAsync(
            "what becomes of " + name, limited => call.Silo.ScaleAsync(name.Tenant, name.Model, replicas, name.Region, limited), cancellationToken);
        List<AppliedModel> models =
        [
            Progress.Update(
                new AppliedModel { Model = result.Placement.Model.ToString(), Change = result.Change, Generation = result.Generation },
                result.Placement),
        ];
        if (call.Format.IsForPeople())
        {
            var what = result.Change == AssignChange.None ? "has that number of replicas already" : string.Create(CultureInfo.InvariantCulture, $"scaled to {replicas}");
            surroundings.Output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{models[0].Model} {what}, generation {result.Generation}"));
        }

        if (patience > TimeSpan.Zero)
        {
            await new ReplicaWaiter(call).WaitAsync(models, patience, cancellationToken);
        }

        StructuredOutput.TryWrite(surroundings.Output, call.Format, models[0]);
        return Conclusion.Tell(models, patience, call.Format, surroundings);
    }
}
