using System.Text;

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

    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Whether a person sees the output in a terminal, where colour helps.</summary>
    public bool IsTerminal { get; init; }

    /// <summary>Columns of the terminal.</summary>
    public int Width { get; init; } = UnboundedWidth;

    public bool HasColor => IsTerminal && string.IsNullOrEmpty(Environment("NO_COLOR")) && Environment("TERM") != "dumb";

    public static Surroundings OfThisProcess()
    {
        var terminal = !Console.IsOutputRedirected;
        return new Surroundings
        {
            Output = new StreamWriter(Console.OpenStandardOutput(), new UTF8Encoding(false)) { AutoFlush = true },
            Error = new StreamWriter(Console.OpenStandardError(), new UTF8Encoding(false)) { AutoFlush = true },
            OpenInput = Console.OpenStandardInput,
            Environment = System.Environment.GetEnvironmentVariable,
            Directory = System.Environment.CurrentDirectory,
            IsTerminal = terminal,
            Width = terminal && Console.WindowWidth > 0 ? Console.WindowWidth : UnboundedWidth,
        };
    }
}
