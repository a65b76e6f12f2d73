using System.Collections.Immutable;
using System.Globalization;
using Krewe.Admin;
using Krewe.Commands.Output;
using Krewe.Migrations;

namespace Krewe.Commands.Top;

/// <summary>The replicas of the live view that are on their way to another place, or have just arrived.</summary>
internal static class MoveRows
{
    private const int PhaseWidth = 12;
    private const int CauseWidth = 16;
    private const int SecondsWidth = 8;
    private const int WithCause = 80;

    /// <summary>The heading and a row for each; nothing but the heading where nothing moves.</summary>
    public static ImmutableArray<Line> Render(ClusterView? cluster, DateTimeOffset now, int width)
    {
        var moves = (cluster?.Migrations ?? []).OrderBy(move => move.Ended).ThenByDescending(move => move.BegunAt).ToList();
        var wide = width >= WithCause;
        var place = Math.Max(8, (width - PhaseWidth - SecondsWidth - (wide ? CauseWidth : 0)) / 2);
        var rows = ImmutableArray.CreateBuilder<Line>();
        rows.Add(Line.Of(Head("MOVES FROM", place), Head("TO", place), Head("PHASE", PhaseWidth), wide ? Head("CAUSE", CauseWidth) : "", Head("SECONDS", SecondsWidth, right: true)).Cut(width));
        foreach (var move in moves)
        {
            var (from, to) = (Place(move, MigrationStepKind.Stop), Place(move, MigrationStepKind.Start));
            rows.Add(Line.Of(
                new Span(from).Fit(place),
                new Span(to).Fit(place),
                Phase(move).Fit(PhaseWidth),
                wide ? new Span(Words.Of(move.Cause)).Fit(CauseWidth) : "",
                new Span(((move.EndedAt ?? now) - move.BegunAt).TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture)).Fit(SecondsWidth, right: true)).Cut(width));
        }

        return rows.ToImmutable();
    }

    private static Span Phase(Migration move) => move.Status switch
    {
        MigrationStatus.Done => new Span("done", Tone.Good),
        MigrationStatus.RolledBack => new Span("taken back", Tone.Warning),
        MigrationStatus.RollingBack => new Span("going back", Tone.Warning),
        _ => new Span(Words.Of(Now(move))),
    };

    /// <summary>Of the first step that is under way.</summary>
    private static MigrationPhase Now(Migration move) =>
        move.Steps.Select(step => step.Phase).FirstOrDefault(phase => phase is not (MigrationPhase.Waiting or MigrationPhase.Done or MigrationPhase.Undone), MigrationPhase.Waiting);

    /// <summary>The first one; what else stops makes room for it.</summary>
    private static string Place(Migration move, MigrationStepKind kind) =>
        move.Steps.FirstOrDefault(step => step.Kind == kind) is { } step ? $"{Words.Of(step.Replica.Model)}/{Words.Number(step.Replica.Number)} {step.Host}" : "";

    private static Span Head(string text, int width, bool right = false) => new Span(text, Tone.Quiet).Fit(width, right);
}
