namespace Krewe.Grains.Migrations;

/// <summary>What is to be done for a step now. Each can be repeated, and is, until it is seen to be done.</summary>
/// <param name="Step">The step's index.</param>
/// <param name="Kind">What.</param>
internal readonly record struct MigrationCommand(int Step, MigrationCommandKind Kind);
