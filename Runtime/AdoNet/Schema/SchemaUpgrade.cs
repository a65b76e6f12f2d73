using System.Data.Common;
using System.Globalization;

namespace Krewe.Runtime.AdoNet.Schema;

/// <summary>
/// Raises the schema of a database, one version after the other, each in a transaction of its own. May be repeated, may run beside
/// silos, and may run several times at once: one works, the others find nothing left to do.
/// </summary>
internal sealed class SchemaUpgrade(DbDataSource source, IReadOnlyList<SchemaScript> scripts)
{
    /// <summary>The name under which this room's schema stands in the table of versions.</summary>
    public const string Part = "clustering";

    /// <summary>Any number; all who change the schema take the same lock.</summary>
    private const long LockKey = 0x4B_72_65_77_65;

    private const string VersionsTable = """
        CREATE TABLE IF NOT EXISTS KreweSchema
        (
            Part varchar(64) NOT NULL PRIMARY KEY,
            Version integer NOT NULL,
            ReadableBy integer NOT NULL,
            ChangedOn timestamptz(3) NOT NULL DEFAULT now()
        );
        """;

    /// <summary>Applies what is missing; gives the versions before and after.</summary>
    public async Task<SchemaUpgradeResult> RunAsync(CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await ExecuteAsync(connection, null, FormattableString.Invariant($"SELECT pg_advisory_lock({LockKey})"), cancellationToken);
        try
        {
            await ExecuteAsync(connection, null, VersionsTable, cancellationToken);
            var before = await VersionAsync(connection, cancellationToken);
            foreach (var script in scripts.Where(script => script.Version > before))
            {
                await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
                await ExecuteAsync(connection, transaction, script.Text, cancellationToken);
                await ExecuteAsync(connection, transaction, Record(script), cancellationToken);
                await transaction.CommitAsync(cancellationToken);
            }

            return new SchemaUpgradeResult(before, await VersionAsync(connection, cancellationToken));
        }
        finally
        {
            // The connection may be broken; then the lock is gone with it.
            await ExecuteAsync(connection, null, FormattableString.Invariant($"SELECT pg_advisory_unlock({LockKey})"), CancellationToken.None);
        }
    }

    private static string Record(SchemaScript script) => FormattableString.Invariant($"""
        INSERT INTO KreweSchema (Part, Version, ReadableBy) VALUES ('{Part}', {script.Version}, {script.ReadableBy})
        ON CONFLICT (Part) DO UPDATE SET Version = EXCLUDED.Version, ReadableBy = EXCLUDED.ReadableBy, ChangedOn = now();
        """);

    private static async Task<int> VersionAsync(DbConnection connection, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = $"SELECT Version FROM KreweSchema WHERE Part = '{Part}'";
        return Convert.ToInt32(await command.ExecuteScalarAsync(cancellationToken) ?? 0, CultureInfo.InvariantCulture);
    }

    private static async Task ExecuteAsync(DbConnection connection, DbTransaction? transaction, string text, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = text;
        command.Transaction = transaction;
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
