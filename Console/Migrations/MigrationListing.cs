using System.Globalization;
using Krewe.Commands.Completion;
using Krewe.Commands.Lists;
using Krewe.Commands.Output;
using Krewe.Migrations;
using Krewe.Naming;

namespace Krewe.Commands.Migrations;

/// <summary><c>krewe migrations</c>.</summary>
internal static class MigrationListing
{
    public static Listing<Migration> Migrations { get; } = new()
    {
        Verb = "migrations",
        Description = "List the replicas on their way to another place, and the last ones that have arrived or were taken back.",
        Item = "MODEL",
        Names = NameSource.Models,
        Fetch = (client, cancellationToken) => client.GetMigrationsAsync(cancellationToken),
        NamesOf = migration => [migration.Id, .. migration.Steps.SelectMany(step => NamesOf(step.Replica)).Distinct()],
        Empty = "no migrations",
        Columns =
        [
            new("MIGRATION", migration => migration.Id),
            new("STATUS", migration => migration.Status switch
            {
                MigrationStatus.Done => Cell.Good("done"),
                MigrationStatus.Running => Words.Of(migration.Status),
                _ => Cell.Warning(Words.Of(migration.Status)),
            }),
            new("CAUSE", migration => Words.Of(migration.Cause)),
            new("FROM", migration => Places(migration, MigrationStepKind.Stop)),
            new("TO", migration => Places(migration, MigrationStepKind.Start)),
            new("PHASE", migration => string.Join(' ', migration.Steps.Select(step => Words.Of(step.Phase)))),
            new("SECONDS", migration => migration.EndedAt is { } ended ? (ended - migration.BegunAt).TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture) : ""),
            new("BEGUN", migration => Words.Time(migration.BegunAt), Wide: true),
            new("POOL", migration => migration.Pool.ToString(), Wide: true),
            new("WHY", migration => migration.Problem is { } problem ? Cell.Bad(problem.ToString()) : string.Join("; ", migration.Reasons.Take(1))),
        ],
        Filters =
        [
            new("--status", "Only those of this status, such as running or done.", migration => Words.Of(migration.Status)),
            new("--pool", "Only those of this pool.", migration => migration.Pool.Pool, NameSource.Pools),
        ],
    };

    private static string Places(Migration migration, MigrationStepKind kind) =>
        string.Join(' ', migration.Steps.Where(step => step.Kind == kind).Select(step => $"{Words.Of(step.Replica.Model)}/{Words.Number(step.Replica.Number)}@{step.Host}"));

    private static string[] NamesOf(ReplicaId replica) => [Words.Of(replica.Model), replica.Model.ToString(), replica.ToString(), $"{replica.Model.Tenant}/{replica.Model.Model}"];
}
