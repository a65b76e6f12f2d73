using Spectre.Console;

namespace Krewe.Commands.Output;

/// <summary>A text of a table, with a colour where that says something.</summary>
internal readonly record struct Cell(string Text, Color? Color = null)
{
    public static Cell Good(string text) => new(text, Spectre.Console.Color.Green);

    public static Cell Warning(string text) => new(text, Spectre.Console.Color.Yellow);

    public static Cell Bad(string text) => new(text, Spectre.Console.Color.Red);

    public static implicit operator Cell(string text) => new(text);
}
