using System.CommandLine;
using System.Globalization;
using System.Text;
using Krewe.Admin.Snapshots;
using Krewe.Commands.Application;
using Krewe.Commands.Output;
using Krewe.Errors;

namespace Krewe.Commands.Snapshot;

/// <summary><c>krewe snapshot</c>: everything that decides placement, in a file.</summary>
internal static class SnapshotCommand
{
    /// <summary>For its own help.</summary>
    public const string Examples = """
        krewe snapshot before.json
        krewe snapshot - | gzip > before.json.gz
        """;

    public static Command Create(GlobalOptions options, Surroundings surroundings)
    {
        var file = new Argument<string>("FILE") { Description = "The file to write; - for the standard output. One that is there is replaced." };
        var command = new Command(
            "snapshot",
            "Write everything that decides placement (hosts, devices, leases, models, weights, seed) to a file, as JSON or with -o yaml as YAML. "
                + "The same snapshot gives the same decisions without a cluster.")
        {
            file,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var call = options.Begin(parsed, surroundings);
            var snapshot = await call.AskAsync("the snapshot", limited => call.Silo.GetSnapshotAsync(limited), cancellationToken);
            await WriteAsync(parsed.GetRequiredValue(file), Text(snapshot, call.Format), surroundings, cancellationToken);
            surroundings.Error.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"snapshot of {snapshot.Pools.Length} pools, {snapshot.Pools.Sum(pool => pool.Hosts.Length)} hosts, {snapshot.Pools.Sum(pool => pool.Models.Length)} models, taken {Words.Time(snapshot.TakenAt)}"));
            foreach (var problem in snapshot.Problems)
            {
                ProblemWriter.Write(surroundings.Error, problem);
            }

            return snapshot.Problems.IsEmpty ? ExitCode.Done : ExitCode.Error;
        });
        return command;
    }

    private static string Text(ClusterSnapshot snapshot, OutputFormat format)
    {
        using var text = new StringWriter { NewLine = "\n" };
        StructuredOutput.TryWrite(text, format == OutputFormat.Yaml ? OutputFormat.Yaml : OutputFormat.Json, snapshot);
        return text.ToString();
    }

    /// <summary>Whole or not at all: written beside, then put in its place.</summary>
    private static async Task WriteAsync(string file, string text, Surroundings surroundings, CancellationToken cancellationToken)
    {
        if (file == InputFiles.StandardInput)
        {
            surroundings.Output.Write(text);
            return;
        }

        var path = Path.Combine(surroundings.Directory, file);
        var beside = path + ".part";
        try
        {
            await File.WriteAllTextAsync(beside, text, new UTF8Encoding(false), cancellationToken);
            File.Move(beside, path, overwrite: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new KreweException(
                new Problem
                {
                    Code = ErrorCodes.FileUnwritable,
                    Where = file,
                    Message = $"it cannot be written: {exception.Message}",
                    Next = "name a file in a directory that is there and can be written, or - for the standard output",
                },
                exception);
        }
    }
}
