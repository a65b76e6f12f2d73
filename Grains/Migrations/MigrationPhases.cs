using Krewe.Migrations;

namespace Krewe.Grains.Migrations;

internal static class MigrationPhases
{
    public static bool IsUnderWay(this MigrationPhase phase) => phase is not (MigrationPhase.Waiting or MigrationPhase.Done or MigrationPhase.Undone);

    /// <summary>The step that a start takes the place for; null for none.</summary>
    public static MigrationStep? Replaced(this Migration migration, MigrationStep start) => start.Replaces is { } index ? migration.Steps[index] : null;

    /// <summary>The start that takes a stopped replica's place; null for none.</summary>
    public static MigrationStep? Successor(this Migration migration, MigrationStep stop) => migration.Steps.FirstOrDefault(step => step.Replaces == stop.Index);
}
