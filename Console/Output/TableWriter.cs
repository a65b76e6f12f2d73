using Krewe.Commands.Application;
using Spectre.Console;

namespace Krewe.Commands.Output;

/// <summary>Tables without lines: columns under their headings, as wide as they need to be.</summary>
internal sealed class TableWriter
{
    private readonly Surroundings _surroundings;
    private readonly Table _table = new() { Border = TableBorder.None };

    public TableWriter(Surroundings surroundings, params ReadOnlySpan<string> headings)
    {
        _surroundings = surroundings;
        foreach (var heading in headings)
        {
            _table.AddColumn(new TableColumn(new Text(heading, new Style(decoration: Decoration.Bold))).PadLeft(0).PadRight(2));
        }

        foreach (var column in _table.Columns.SkipLast(1))
        {
            column.NoWrap = true;
        }
    }

    public void Row(params ReadOnlySpan<Cell> cells)
    {
        var row = new Text[cells.Length];
        for (var i = 0; i < cells.Length; i++)
        {
            row[i] = new Text(cells[i].Text, new Style(cells[i].Color));
        }

        _table.AddRow(row);
    }

    /// <summary>Prints it, without the spaces that the columns leave at the ends of lines.</summary>
    public void Write()
    {
        using var text = new StringWriter();
        var color = _surroundings.HasColor;
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = color ? AnsiSupport.Yes : AnsiSupport.No,
            ColorSystem = color ? ColorSystemSupport.Standard : ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
            Out = new AnsiConsoleOutput(text),
        });
        console.Profile.Width = _surroundings.Width;
        console.Write(_table);
        foreach (var line in text.ToString().TrimEnd('\n', '\r').Split('\n'))
        {
            _surroundings.Output.WriteLine(line.TrimEnd());
        }
    }
}
