using System.Collections.Immutable;
using System.Globalization;
using Krewe.Commands.Output;

namespace Krewe.Commands.Top;

/// <summary>The live view as lines: a pure function of what is known, of the size, and of the characters that the terminal shows.</summary>
internal static class TopFrame
{
    /// <summary>Below this only the header fits.</summary>
    private const int LeastHeight = 4;

    /// <summary>Exactly as many lines as the terminal has rows, none wider than it; fewer where nothing limits the height.</summary>
    public static ImmutableArray<Line> Render(TopState state, int width, int height, Pictures pictures)
    {
        var lines = ImmutableArray.CreateBuilder<Line>();
        lines.Add(Header(state));
        if (state.Problem is { } problem)
        {
            lines.Add(Line.Of(new Span(problem.Next is { } next ? $"{problem} - {next}" : problem.ToString(), Tone.Bad)));
        }
        else if (state.Now is { Problems.IsEmpty: false } now)
        {
            lines.Add(Line.Of(new Span("not all: " + string.Join("; ", now.Problems), Tone.Warning)));
        }

        if (height >= LeastHeight)
        {
            Body(lines, state, width, height, pictures);
        }

        while (height != int.MaxValue && lines.Count < height)
        {
            lines.Add(Line.Empty);
        }

        if (height >= LeastHeight && height != int.MaxValue)
        {
            lines[height - 1] = Footer(state);
        }

        return [.. lines.Take(height).Select(line => line.Cut(width))];
    }

    private static Line Header(TopState state)
    {
        if (state.Now is not { } now)
        {
            return Line.Of(new Span("krewe top", Tone.Strong), "  waiting for the first second");
        }

        var errors = now.Models.Sum(model => model.Errors);
        return Line.Of(
            new Span(now.Silo, Tone.Strong),
            string.Create(
                CultureInfo.InvariantCulture,
                $"  {Words.TimeOfDay(now.At.AddSeconds(1))}  {now.Models.Sum(model => model.Requests)} req/s  "),
            new Span(string.Create(CultureInfo.InvariantCulture, $"{errors} err/s"), errors > 0 ? Tone.Bad : Tone.Plain),
            string.Create(CultureInfo.InvariantCulture, $"  silos {now.Silos.Length}  hosts {now.Hosts.Length}  devices {now.Devices.Length}  models {now.Models.Length}"),
            state.Paused ? new Span("  paused", Tone.Warning) : "");
    }

    private static Line Footer(TopState state) => Line.Of(
        new Span($"q quit  s sort: {Words.Of(state.Sort)}  up/down scroll  space {(state.Paused ? "go on" : "pause")}", Tone.Quiet));

    private static void Body(ImmutableArray<Line>.Builder lines, TopState state, int width, int height, Pictures pictures)
    {
        if (state.Now is not { } now)
        {
            return;
        }

        var devices = DeviceRows.Render(now, width, pictures);
        var models = ModelRows.Render(state, width, pictures);
        var silos = SiloRows.Render(now, state.Cluster, width);
        var moves = MoveRows.Render(state.Cluster, now.At.AddSeconds(1), width);
        var room = height == int.MaxValue ? height : height - lines.Count - 1;
        var forMoves = TopLayout.OfMoves(room, moves.Length);
        room -= room == int.MaxValue ? 0 : forMoves;
        var (forDevices, forModels, forSilos) = TopLayout.Share(room, devices.Length, models.Length, silos.Length);
        Section(lines, devices, forDevices, 0, "devices");
        Section(lines, models, forModels, state.Scroll, "models");
        Section(lines, moves, forMoves, 0, "moves");
        Section(lines, silos, forSilos, 0, "silos");
    }

    /// <summary>A blank line, the heading, and as many rows as there is room for; the last says how many are left out.</summary>
    private static void Section(ImmutableArray<Line>.Builder lines, ImmutableArray<Line> rows, int room, int scroll, string what)
    {
        if (room < TopLayout.LeastSection)
        {
            return;
        }

        lines.Add(Line.Empty);
        lines.Add(rows[0]);
        var (count, fits) = (rows.Length - 1, room - TopLayout.Heading);
        if (count <= fits)
        {
            lines.AddRange(rows.Skip(1));
            return;
        }

        if (fits == 1)
        {
            lines.Add(rows[1 + Math.Clamp(scroll, 0, count - 1)]);
            return;
        }

        var first = Math.Clamp(scroll, 0, count - fits + 1);
        lines.AddRange(rows.Skip(1 + first).Take(fits - 1));
        var (above, below) = (first, count - first - (fits - 1));
        var more = (above, below) switch
        {
            (0, _) => $"  {below} more {what}",
            (_, 0) => $"  {above} {what} above",
            _ => $"  {above} {what} above, {below} below",
        };
        lines.Add(Line.Of(new Span(more, Tone.Quiet)));
    }
}
