using System.Text;
using Krewe.Commands.Application;

namespace Krewe.Commands.Tests;

/// <summary>One call of the console, and what it printed.</summary>
internal sealed record ConsoleRun(int Exit, string Output, string Error)
{
    public static async Task<ConsoleRun> OfAsync(
        IEnumerable<string> args,
        string? directory = null,
        string input = "",
        IReadOnlyDictionary<string, string>? environment = null,
        bool terminal = false)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        var exit = await KreweConsole.RunAsync([.. args], new Surroundings
        {
            Output = output,
            Error = error,
            OpenInput = () => new MemoryStream(Encoding.UTF8.GetBytes(input)),
            Environment = name => environment?.GetValueOrDefault(name),
            Directory = directory ?? Path.GetTempPath(),
            Time = new JumpingTime(),
            IsTerminal = terminal,
        });
        return new ConsoleRun(exit, output.ToString(), error.ToString());
    }
}
