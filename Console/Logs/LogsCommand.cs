using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Krewe.Admin;
using Krewe.Backends;
using Krewe.Commands.Application;
using Krewe.Commands.Completion;
using Krewe.Commands.Output;
using Krewe.Errors;
using Krewe.Specs.Yaml;

namespace Krewe.Commands.Logs;

/// <summary><c>krewe logs</c>: what a model server wrote.</summary>
internal static class LogsCommand
{
    /// <summary>For its own help.</summary>
    public const string Examples = """
        krewe logs digits
        krewe logs digits --replica 1 --lines 500 --timestamps
        krewe logs digits --follow | grep -i error
        """;

    private const int MaxLines = 5_000;

    public static Command Create(GlobalOptions options, Surroundings surroundings)
    {
        var model = new Argument<ModelName>("MODEL") { Description = ModelName.Help, CustomParser = ModelName.Parse };
        model.CompletionSources.Add(options.Complete(NameSource.Models, surroundings));
        var replica = new Option<int?>("--replica") { Description = "The replica's number. [default: the lowest that the silo runs]", HelpName = "N", CustomParser = new NumberRange(0, int.MaxValue).Parse };
        var lines = new Option<int?>("--lines", "-n") { Description = "How many of the newest lines, 1 to 5000. [default: 100]", HelpName = "N", CustomParser = new NumberRange(1, MaxLines).Parse };
        var follow = new Option<bool>("--follow", "-f") { Description = "Go on with new lines until Ctrl+C." };
        var timestamps = new Option<bool>("--timestamps", "-t") { Description = "Begin each line with its time, and with the stream that it came from." };
        var command = new Command("logs", "Print what the model server of a replica wrote. A silo has the logs of its own machine.") { model, replica, lines, follow, timestamps };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var call = options.Begin(parsed, surroundings);
            var name = parsed.GetRequiredValue(model);
            var follower = new LogFollower(call, name, parsed.GetValue(replica));
            void Print(LogPage page) => Write(page, call.Format, parsed.GetValue(timestamps), surroundings);
            var first = await follower.ReadAsync(after: null, parsed.GetValue(lines), cancellationToken);
            Print(first with { Missed = 0 });
            return parsed.GetValue(follow) ? await follower.FollowAsync(first.Last, Print, cancellationToken) : ExitCode.Done;
        });
        return command;
    }

    private static void Write(LogPage page, OutputFormat format, bool timestamps, Surroundings surroundings)
    {
        if (page.Missed > 0)
        {
            surroundings.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{page.Missed} lines were written faster than they could be shown and are left out"));
        }

        foreach (var line in page.Lines)
        {
            switch (format)
            {
                case OutputFormat.Json:
                    surroundings.Output.WriteLine(JsonSerializer.Serialize(line, KreweJson.Options));
                    break;
                case OutputFormat.Yaml:
                    surroundings.Output.Write(YamlText.Write(new JsonArray(JsonSerializer.SerializeToNode(line, KreweJson.Options))));
                    break;
                default:
                    surroundings.Output.WriteLine(timestamps ? $"{Words.ExactTime(line.At)} {line.Stream,-5} {line.Text}" : line.Text);
                    break;
            }
        }
    }
}
