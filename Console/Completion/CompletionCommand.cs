using System.CommandLine;
using Krewe.Commands.Application;

namespace Krewe.Commands.Completion;

/// <summary><c>krewe completion</c>: the script that lets a shell complete the words of krewe's command line.</summary>
internal static class CompletionCommand
{
    /// <summary>For its own help.</summary>
    public const string Examples = """
        source <(krewe completion bash)
        krewe completion zsh > ~/.zfunc/_krewe
        krewe completion fish | source
        """;

    public static Command Create(Surroundings surroundings)
    {
        var shell = new Argument<string>("SHELL") { Description = "bash, zsh or fish." };
        shell.AcceptOnlyFromAmong("bash", "zsh", "fish");
        var command = new Command("completion", "Print the script that lets a shell complete verbs, options, and the names of models, hosts, devices, silos and grains.") { shell };
        command.SetAction(parsed => surroundings.Output.Write(Script(parsed.GetRequiredValue(shell))));
        return command;
    }

    internal static string Script(string shell)
    {
        using var stream = typeof(CompletionCommand).Assembly.GetManifestResourceStream($"krewe.{shell}")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
