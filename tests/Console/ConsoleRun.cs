using System.Text;
using Krewe.Commands.Application;
using Krewe.Commands.Terminal;
using Krewe.Testing.Time;

namespace Krewe.Commands.Tests;

/// <summary>One call of the console, and what it printed.</summary>
internal sealed record ConsoleRun(int Exit, string Output, string Error)
{
    public static async Task<ConsoleRun> OfAsync(
        IEnumerable<string> args,
        string? directory = null,
        string input = "",
        IReadOnlyDictionary<string, string>? environment = null,
        bool terminal = false,
        TimeProvider? patience = null,
        bool errorTerminal = false,
        IScreen? screen = null,
        int? width = null,
        CancellationToken cancellationToken = default)
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
            PatienceTime = patience ?? new ManualTimeProvider(),
            IsTerminal = terminal || screen is not null,
            IsErrorTerminal = errorTerminal,
            Screen = screen,
            Width = width ?? screen?.Width ?? 10_000,
        }, cancellationToken);
        return new ConsoleRun(exit, output.ToString(), error.ToString());
    }
}
