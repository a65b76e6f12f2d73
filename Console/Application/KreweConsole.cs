using System.CommandLine;
using System.CommandLine.Help;
using Krewe.Commands.Apply;
using Krewe.Commands.Completion;
using Krewe.Commands.Events;
using Krewe.Commands.Explain;
using Krewe.Commands.Forecast;
using Krewe.Commands.Gpu;
using Krewe.Commands.Grains;
using Krewe.Commands.Infer;
using Krewe.Commands.Lists;
using Krewe.Commands.Logs;
using Krewe.Commands.Machines;
using Krewe.Commands.Maintenance;
using Krewe.Commands.Migrations;
using Krewe.Commands.Output;
using Krewe.Commands.Plan;
using Krewe.Commands.Regions;
using Krewe.Commands.Simulate;
using Krewe.Commands.Snapshot;
using Krewe.Commands.Status;
using Krewe.Commands.Top;
using Krewe.Commands.Weights;
using Krewe.Errors;

namespace Krewe.Commands.Application;

/// <summary>The command line: parses it, runs a verb, and turns what goes wrong into lines on the standard error and an exit code.</summary>
internal static class KreweConsole
{
    private const string Description = """
        The admin console of Krewe.

        Data goes to the standard output, progress and errors to the standard error. Exit codes: 0 done, 1 error, 2 not placed or refused.

        Examples:
          krewe status
          krewe apply model.yaml
          krewe explain digits
          krewe infer digits --input samples/digits/three.json
          krewe top
        """;

    public static async Task<int> RunAsync(string[] args, Surroundings surroundings, CancellationToken cancellationToken = default)
    {
        var root = CreateRoot(args, surroundings);
        var parsed = root.Parse(args);
        if (parsed.Action is System.CommandLine.Invocation.ParseErrorAction || (parsed.Action is null && parsed.Errors.Count > 0))
        {
            ProblemWriter.Write(surroundings.Error, WrongCommandLine.Explain(parsed));
            return ExitCode.Error;
        }

        var configuration = new InvocationConfiguration
        {
            Output = surroundings.Output,
            Error = surroundings.Error,
            EnableDefaultExceptionHandler = false,
        };
        try
        {
            return parsed.Action is HelpAction
                ? HelpText.Write(parsed, surroundings)
                : await parsed.InvokeAsync(configuration, cancellationToken);
        }
        catch (KreweException exception)
        {
            ProblemWriter.Write(surroundings.Error, exception.Problem);
            return ExitCode.Of(exception.Problem);
        }
        catch (OperationCanceledException)
        {
            ProblemWriter.Write(surroundings.Error, new Problem { Code = ErrorCodes.OutcomeUnknown, Message = "interrupted; what was begun may be carried through all the same", Next = "krewe status" });
            return ExitCode.Error;
        }
        catch (IOException) when (!surroundings.IsTerminal)
        {
            // Whoever read the output has gone ('krewe logs MODEL | head'); there is nobody to tell.
            return ExitCode.Error;
        }
    }

    /// <summary>All verbs; for a call, and for the documents' test.</summary>
    internal static RootCommand CreateRoot(string[] args, Surroundings surroundings)
    {
        var options = new GlobalOptions();
        var root = new RootCommand(Description);
        root.SetAction(parsed => HelpText.Write(parsed, surroundings));
        HelpText.DropSlashes(root);
        options.AddTo(root);
        root.Add(StatusCommand.Create(options, surroundings));
        root.Add(WithExamples(TopCommand.Create(options, surroundings), TopCommand.Examples, args));
        root.Add(ListCommand.Create(Listings.Models, options, surroundings));
        root.Add(ListCommand.Create(Listings.Replicas, options, surroundings));
        root.Add(ListCommand.Create(Listings.Hosts, options, surroundings));
        root.Add(ListCommand.Create(Listings.Devices, options, surroundings));
        root.Add(ListCommand.Create(Listings.Pools, options, surroundings));
        root.Add(ListCommand.Create(Listings.Silos, options, surroundings));
        root.Add(ListCommand.Create(RegionListing.Regions, options, surroundings));
        root.Add(ListCommand.Create(MigrationListing.Migrations, options, surroundings));
        root.Add(ListCommand.Create(WeightsListing.Weights, options, surroundings));
        root.Add(ListCommand.Create(MachineListings.Machines, options, surroundings));
        root.Add(ListCommand.Create(MachineListings.Groups, options, surroundings));
        root.Add(WithExamples(GrainsCommand.Create(options, surroundings), GrainsCommand.Examples, args));
        root.Add(WithExamples(GpuCommand.Create(options, surroundings), GpuCommand.Examples, args));
        root.Add(WithExamples(PlanCommand.Create(options, surroundings), PlanCommand.Examples, args));
        root.Add(WithExamples(ApplyCommand.Create(options, surroundings), ApplyCommand.Examples, args));
        root.Add(WithExamples(ScaleCommand.Create(options, surroundings), ScaleCommand.Examples, args));
        root.Add(WithExamples(DeleteCommand.Create(options, surroundings), DeleteCommand.Examples, args));
        root.Add(WithExamples(ExplainCommand.Create(options, surroundings), ExplainCommand.Examples, args));
        root.Add(WithExamples(ForecastCommand.Create(options, surroundings), ForecastCommand.Examples, args));
        root.Add(WithExamples(SimulateCommand.Create(options, surroundings), SimulateCommand.Examples, args));
        root.Add(WithExamples(InferCommand.Create(options, surroundings), InferCommand.Examples, args));
        root.Add(WithExamples(LogsCommand.Create(options, surroundings), LogsCommand.Examples, args));
        root.Add(WithExamples(EventsCommand.Create(options, surroundings), EventsCommand.Examples, args));
        root.Add(WithExamples(MaintenanceCommands.Drain(options, surroundings), MaintenanceCommands.DrainExamples, args));
        root.Add(MaintenanceCommands.Undrain(options, surroundings));
        root.Add(WithExamples(NoticeCommand.Create(options, surroundings), NoticeCommand.Examples, args));
        root.Add(WithExamples(MaintenanceCommands.Cordon(options, surroundings), MaintenanceCommands.CordonExamples, args));
        root.Add(MaintenanceCommands.Uncordon(options, surroundings));
        root.Add(WithExamples(MaintenanceCommands.Clear(options, surroundings), MaintenanceCommands.ClearExamples, args));
        root.Add(WithExamples(MigrateCommand.Create(options, surroundings), MigrateCommand.Examples, args));
        root.Add(WithExamples(SnapshotCommand.Create(options, surroundings), SnapshotCommand.Examples, args));
        root.Add(WithExamples(CompletionCommand.Create(surroundings), CompletionCommand.Examples, args));
        return root;
    }

    /// <summary>A verb's examples belong to its own help, not to the list of all verbs.</summary>
    private static Command WithExamples(Command command, string examples, string[] args)
    {
        if (args.Contains(command.Name))
        {
            command.Description += "\n\nExamples:\n" + string.Join('\n', examples.Split('\n').Select(line => "  " + line));
        }

        return command;
    }
}
