using System.Collections.Immutable;
using Krewe.Migrations;

namespace Krewe.EndToEnd.Migrations;

/// <summary>Who is killed, and what the migration is doing then.</summary>
/// <param name="Phase">The phase of the step that is under way.</param>
/// <param name="Victim">Whose silo is killed.</param>
internal sealed record KillCase(MigrationPhase Phase, Victim Victim)
{
    /// <summary>Each step with each victim. Waiting is no phase in which anything was done.</summary>
    public static ImmutableArray<KillCase> All { get; } =
    [
        .. from phase in (MigrationPhase[])[MigrationPhase.Leasing, MigrationPhase.Loading, MigrationPhase.Proving, MigrationPhase.Switching, MigrationPhase.Draining, MigrationPhase.Undoing]
           from victim in Enum.GetValues<Victim>()
           select new KillCase(phase, victim),
    ];

    /// <summary>Whether a migration is just there.</summary>
    public bool IsNow(Migration migration) => migration.Steps.Any(step => step.Phase == Phase);

    public override string ToString() => $"{Victim} while {Phase}";
}
