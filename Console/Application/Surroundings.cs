using System.Text;
using Krewe.Commands.Terminal;
using Microsoft.Win32.SafeHandles;

namespace Krewe.Commands.Application;

/// <summary>All that the console touches besides the silo, so that tests can stand in for it.</summary>
internal sealed record Surroundings
{
    private const int UnboundedWidth = 10_000;

    /// <summary>For data.</summary>
    public required TextWriter Output { get; init; }

    /// <summary>For progress and errors.</summary>
    public required TextWriter Error { get; init; }

    /// <summary>Opens the standard input.</summary>
    public required Func<Stream> OpenInput { get; init; }

    /// <summary>Reads an environment variable.</summary>
    public required Func<string, string?> Environment { get; init; }

    /// <summary>From where relative paths count.</summary>
    public required string Directory { get; init; }

    /// <summary>Tells the time, and paces what is repeated.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Bounds calls and tells of those that take long.</summary>
    public TimeProvider PatienceTime { get; init; } = TimeProvider.System;

    /// <summary>Whether a person sees the output in a terminal, where colour helps.</summary>
    public bool IsTerminal { get; init; }

    /// <summary>Whether the standard error is a terminal, where a line can be written over.</summary>
    public bool IsErrorTerminal { get; init; }

    /// <summary>The terminal for live views; null where the output goes elsewhere.</summary>
    public IScreen? Screen { get; init; }

    /// <summary>Columns of the terminal.</summary>
    public int Width { get; init; } = UnboundedWidth;

    public bool HasColor => IsTerminal && string.IsNullOrEmpty(Environment("NO_COLOR")) && Environment("TERM") != "dumb";

    public static Surroundings OfThisProcess()
    {
        var terminal = !Console.IsOutputRedirected;
        var output = new StreamWriter(OpenOutput(), new UTF8Encoding(false)) { AutoFlush = true };
        var screen = terminal ? new ProcessScreen(output, System.Environment.GetEnvironmentVariable) : null;
        return new Surroundings
        {
            Output = output,
            Error = new StreamWriter(Console.OpenStandardError(), new UTF8Encoding(false)) { AutoFlush = true },
            OpenInput = Console.OpenStandardInput,
            Environment = System.Environment.GetEnvironmentVariable,
            Directory = System.Environment.CurrentDirectory,
            IsTerminal = terminal,
            IsErrorTerminal = !Console.IsErrorRedirected,
            Screen = screen,
            Width = screen?.Width ?? UnboundedWidth,
        };
    }

    /// <summary>
    /// The runtime's stream hides that the reader of a pipe has gone, so that what follows a log would never end. A pipe is therefore
    /// written directly; a file is not, because such a stream would not move the position that it shares with other programs.
    /// </summary>
    private static Stream OpenOutput()
    {
        if (OperatingSystem.IsWindows() || !Console.IsOutputRedirected)
        {
            return Console.OpenStandardOutput();
        }

#pragma warning disable CA2000 // The process' own; it ends with it.
        var direct = new FileStream(new SafeFileHandle(1, ownsHandle: false), FileAccess.Write, bufferSize: 0);
#pragma warning restore CA2000
        return direct.CanSeek ? Console.OpenStandardOutput() : direct;
    }
}
