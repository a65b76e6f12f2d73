using System.Collections.Immutable;
using System.Globalization;
using Krewe.Admin;
using Krewe.Admin.History;
using Krewe.Commands.Output;

namespace Krewe.Commands.Top;

/// <summary>The silos of the live view: those that answer with what they use, the others with their state.</summary>
internal static class SiloRows
{
    private const int ValueWidth = 10;
    private const int StateWidth = 12;
    private const int WithPlace = 80;
    private const int PlaceWidth = 24;
    private static readonly string[] PlaceKeys = ["region", "zone"];

    /// <summary>The heading and a row for each.</summary>
    public static ImmutableArray<Line> Render(LiveView now, ClusterView? cluster, int width)
    {
        var views = (cluster?.Silos ?? []).GroupBy(silo => silo.Name, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.Last(), StringComparer.Ordinal);
        var live = now.Silos.ToDictionary(silo => silo.Silo, StringComparer.Ordinal);
        var names = live.Keys.Union(views.Keys, StringComparer.Ordinal).Order(StringComparer.Ordinal).ToArray();
        var name = Math.Clamp(names.Select(text => text.Length).DefaultIfEmpty(4).Max(), 4, Math.Max(4, width / 3)) + 2;
        var place = width >= WithPlace;
        var rows = ImmutableArray.CreateBuilder<Line>();
        rows.Add(Line.Of(Head("SILO", name), Head("STATE", StateWidth), Right("CPU"), Right("MEMORY"), Right("GRAINS"), Right("REQ/S"), place ? Head("  PLACE", PlaceWidth) : ""));
        foreach (var silo in names)
        {
            rows.Add(Row(silo, live.GetValueOrDefault(silo), views.GetValueOrDefault(silo), name, place));
        }

        return rows.ToImmutable();
    }

    private static Line Row(string silo, LiveSilo? live, SiloView? view, int name, bool place)
    {
        // Who answers is active, whatever an older look at the cluster says.
        var state = live is not null ? new Span("active", Tone.Good) : new Span(Words.Snake(view!.Status), Tone.Bad);
        var where = view is null ? "" : string.Join('/', PlaceKeys.Select(key => view.Metadata.GetValueOrDefault(key, "")).Where(part => part.Length > 0));
        return Line.Of(
            new Span(silo, Tone.Strong).Fit(name),
            (state.Text == "active" && live is null ? new Span("no answer", Tone.Warning) : state).Fit(StateWidth),
            Value(live?.CpuCores is { } cores ? cores.ToString("0.00", CultureInfo.InvariantCulture) : ""),
            Value(live is null ? "" : Words.Bytes(live.MemoryBytes)),
            Value(live is null ? "" : Words.Number(live.Activations)),
            Value(live is null ? "" : Words.Number(live.Requests)),
            place ? new Span("  " + where).Fit(PlaceWidth) : "");
    }

    private static Span Value(string text) => new Span(text).Fit(ValueWidth, right: true);

    private static Span Head(string text, int width) => new Span(text, Tone.Quiet).Fit(width);

    private static Span Right(string text) => new Span(text, Tone.Quiet).Fit(ValueWidth, right: true);
}
