using System.CommandLine;
using Krewe.Commands.Apply;
using Krewe.Commands.Explain;
using Krewe.Commands.Infer;
using Krewe.Commands.Output;
using Krewe.Commands.Status;
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
        """;

    public static async Task<int> RunAsync(string[] args, Surroundings surroundings)
    {
        var options = new GlobalOptions();
        var root = new RootCommand(Description);
        options.AddTo(root);
        root.Add(StatusCommand.Create(options, surroundings));
        root.Add(WithExamples(ApplyCommand.Create(options, surroundings), ApplyCommand.Examples, args));
        root.Add(WithExamples(ExplainCommand.Create(options, surroundings), ExplainCommand.Examples, args));
        root.Add(WithExamples(InferCommand.Create(options, surroundings), InferCommand.Examples, args));

        var parsed = root.Parse(args);
        if (parsed.Errors.Count > 0)
        {
            var name = parsed.CommandResult.Command is RootCommand ? "krewe" : "krewe " + parsed.CommandResult.Command.Name;
            ProblemWriter.Write(surroundings.Error, new Problem
            {
                Code = ErrorCodes.CommandInvalid,
                Message = string.Join(' ', parsed.Errors.Select(error => error.Message)),
                Next = $"{name} --help",
            });
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
            return await parsed.InvokeAsync(configuration);
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
