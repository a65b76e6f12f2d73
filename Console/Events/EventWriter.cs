using System.Globalization;
using System.Text.Json;
using Krewe.Admin;
using Krewe.Commands.Application;
using Krewe.Commands.Output;
using Krewe.Commands.Terminal;
using Krewe.Events;
using Krewe.Specs.Yaml;

namespace Krewe.Commands.Events;

/// <summary>Prints events, each on a line of its own, so that a list and what follows it look the same.</summary>
internal sealed class EventWriter(OutputFormat format, Surroundings surroundings)
{
    private static readonly int KindWidth = EventsCommand.Kinds().Max(kind => kind.Length);

    public void WriteTable(EventPage page)
    {
        if (page.Events.IsEmpty)
        {
            surroundings.Output.WriteLine("no events");
        }

        foreach (var happened in page.Events)
        {
            Write(happened);
        }
    }

    /// <summary>One event: a line, an object on a line, or a document.</summary>
    public void Write(ClusterEvent happened)
    {
        switch (format)
        {
            case OutputFormat.Json:
                surroundings.Output.WriteLine(JsonSerializer.Serialize(happened, KreweJson.Options));
                return;
            case OutputFormat.Yaml:
                surroundings.Output.Write("---\n" + YamlText.Write(JsonSerializer.SerializeToNode(happened, KreweJson.Options)));
                return;
        }

        surroundings.Output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{Words.Time(happened.At)}  {Level(happened.Level)}  {happened.Kind.PadRight(KindWidth)}  {happened.Subject}: {(happened.Code is { } code ? code + ": " : "")}{happened.Message}"));
        if (format != OutputFormat.Wide)
        {
            return;
        }

        foreach (var reason in happened.Reasons)
        {
            surroundings.Output.WriteLine($"  - {reason}");
        }

        if (!happened.Inputs.IsEmpty)
        {
            surroundings.Output.WriteLine("  from " + string.Join(", ", happened.Inputs.Select(input => $"{input.Key}={input.Value}")));
        }
    }

    private string Level(EventLevel level)
    {
        var (text, color) = level switch
        {
            EventLevel.Information => ("info ", ""),
            EventLevel.Warning => ("warn ", Ansi.Yellow),
            _ => ("error", Ansi.Red),
        };
        return surroundings.HasColor && color.Length > 0 ? color + text + Ansi.Reset : text;
    }
}
