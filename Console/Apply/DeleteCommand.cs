using System.CommandLine;
using System.Globalization;
using Krewe.Commands.Application;
using Krewe.Commands.Completion;
using Krewe.Commands.Output;
using Krewe.Errors;
using Krewe.Naming;
using Krewe.Pools;
using Krewe.Specs;

namespace Krewe.Commands.Apply;

/// <summary><c>krewe delete</c>: forgets models and stops their replicas.</summary>
internal static class DeleteCommand
{
    /// <summary>For its own help.</summary>
    public const string Examples = """
        krewe delete digits
        krewe delete acme/digits@eu-west other --wait 0
        """;

    public static Command Create(GlobalOptions options, Surroundings surroundings)
    {
        var models = new Argument<ModelName[]>("MODEL")
        {
            Description = "The models: [TENANT/]MODEL[@REGION] each.",
            Arity = ArgumentArity.OneOrMore,
            CustomParser = ModelName.ParseAll,
        };
        models.CompletionSources.Add(options.Complete(NameSource.Models, surroundings));
        var wait = new WaitOption("the replicas have stopped");
        var command = new Command("delete", "Forget models, and wait until their replicas have stopped. Requests that wait for them are refused.") { models };
        wait.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var call = options.Begin(parsed, surroundings);
            return await DeleteAsync(call, parsed.GetRequiredValue(models), wait.Of(parsed), cancellationToken);
        });
        return command;
    }

    private static async Task<int> DeleteAsync(Call call, ModelName[] names, TimeSpan patience, CancellationToken cancellationToken)
    {
        var surroundings = call.Surroundings;
        var region = names.All(name => name.Region is not null)
            ? ""
            : (await call.AskAsync("the status", limited => call.Silo.GetStatusAsync(limited), cancellationToken)).Region;
        var deleted = new List<DeletedModel>();
        try
        {
            foreach (var name in names)
            {
                await call.TellAsync($"the end of {name}", limited => call.Silo.DeleteAsync(name.Tenant, name.Model, name.Region, limited), cancellationToken);
                var key = new ModelKey(name.Tenant, name.Model, name.Region ?? region).ToString();
                deleted.Add(new DeletedModel { Model = key });
                if (call.Format.IsForPeople())
                {
                    surroundings.Output.WriteLine($"{key} deleted");
                }
            }

            if (patience > TimeSpan.Zero)
            {
                var told = "";
                await Polling.UntilAsync(
                    surroundings,
                    patience,
                    async () =>
                    {
                        Update(deleted, await ReadAsync(call, cancellationToken));
                        told = Tell(deleted, told, surroundings);
                        return deleted.TrueForAll(model => model.Gone);
                    },
                    cancellationToken);
            }
        }
        finally
        {
            StructuredOutput.TryWrite(surroundings.Output, call.Format, deleted);
        }

        return Conclude(deleted, patience, surroundings);
    }

    private static async Task<IReadOnlyList<PlacementView>> ReadAsync(Call call, CancellationToken cancellationToken) =>
        await call.AskAsync("the models", limited => call.Silo.GetModelsAsync(limited), cancellationToken);

    private static void Update(List<DeletedModel> deleted, IReadOnlyList<PlacementView> models)
    {
        for (var i = 0; i < deleted.Count; i++)
        {
            // One that was applied again in the meantime is another one.
            var left = models.FirstOrDefault(model => model.Removing && model.Model.ToString() == deleted[i].Model);
            deleted[i] = deleted[i] with { Left = left?.Replicas.Length ?? 0, Gone = left is null };
        }
    }

    /// <summary>Says what is left, unless that was said before.</summary>
    private static string Tell(List<DeletedModel> deleted, string told, Surroundings surroundings)
    {
        var left = deleted.Where(model => !model.Gone).Select(model => string.Create(CultureInfo.InvariantCulture, $"{model.Model}: {model.Left} replicas still stop"));
        var line = string.Join('\n', left);
        if (line.Length > 0 && line != told)
        {
            surroundings.Error.WriteLine(line);
        }

        return line;
    }

    private static int Conclude(List<DeletedModel> deleted, TimeSpan patience, Surroundings surroundings)
    {
        if (patience <= TimeSpan.Zero || deleted.TrueForAll(model => model.Gone))
        {
            return ExitCode.Done;
        }

        foreach (var model in deleted.Where(model => !model.Gone))
        {
            ProblemWriter.Write(surroundings.Error, new Problem
            {
                Code = ErrorCodes.OutcomeUnknown,
                Where = model.Model,
                Message = string.Create(CultureInfo.InvariantCulture, $"it is deleted, but {model.Left} replicas had not stopped within {SpecUnits.FormatDuration(patience)}"),
                Next = $"krewe replicas {model.Model} --watch; 'krewe events --kind replica' says what they wait for",
            });
        }

        return ExitCode.Error;
    }
}
