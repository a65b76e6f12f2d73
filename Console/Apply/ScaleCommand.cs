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
        krewe scale digits 8 --for 2h
        krewe scale digits auto
        """;

    private const string Automatic = "auto";

    public static Command Create(GlobalOptions options, Surroundings surroundings)
    {
        var model = new Argument<ModelName>("MODEL") { Description = ModelName.Help, CustomParser = ModelName.Parse };
        var replicas = new Argument<int>("N")
        {
            Description = "How many replicas there are to be; auto ends what was said for a while.",
            CustomParser = parsed => parsed.Tokens.Single().Value == Automatic ? -1 : new NumberRange(0, int.MaxValue).ParseRequired(parsed),
        };
        var duration = new Option<TimeSpan?>("--for")
        {
            Description = "For how long (1s to 30 days, such as 90m, 2h); afterwards spec and demand say it again.",
            HelpName = "TIME",
            CustomParser = parsed => DurationArgument.Parse(parsed, TimeSpan.FromSeconds(1)),
        };
        var wait = new WaitOption("the replicas are ready");
        model.CompletionSources.Add(options.Complete(NameSource.Models, surroundings));
        var command = new Command(
            "scale",
            "Change how many replicas a model has, and wait until they are ready. All else of its spec stays. Of a model whose number follows "
                + "demand the number holds for an hour, or for as long as --for says. Ends with 2 when replicas are refused or not ready in time.")
        {
            model, replicas, duration,
        };
        wait.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var call = options.Begin(parsed, surroundings);
            return await ScaleAsync(call, parsed.GetRequiredValue(model), parsed.GetValue(replicas) is var number and >= 0 ? number : null, parsed.GetValue(duration), wait.Of(parsed), cancellationToken);
        });
        return command;
    }

    private static async Task<int> ScaleAsync(Call call, ModelName name, int? replicas, TimeSpan? duration, TimeSpan patience, CancellationToken cancellationToken)
    {
        var surroundings = call.Surroundings;
        var result = await call.AskAsync(
            "what becomes of " + name,
            limited => (replicas, duration) switch
            {
                (null, _) => call.Silo.EndOverrideAsync(name.Tenant, name.Model, name.Region, limited),
                ({ } number, { } time) => call.Silo.OverrideAsync(name.Tenant, name.Model, number, time, name.Region, limited),
                ({ } number, null) => call.Silo.ScaleAsync(name.Tenant, name.Model, number, name.Region, limited),
            },
            cancellationToken);
        List<AppliedModel> models =
        [
            Progress.Update(
                new AppliedModel { Model = result.Placement.Model.ToString(), Change = result.Change, Generation = result.Generation },
                result.Placement),
        ];
        if (call.Format.IsForPeople())
        {
            var what = result.Change == AssignChange.None ? "has that number of replicas already" : string.Create(CultureInfo.InvariantCulture, $"scaled to {replicas ?? result.Placement.Wanted}");
            what += result.Placement.OverrideUntil is { } until ? $" until {Words.Time(until)}" : "";
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
