using System.Collections.Immutable;
using System.Globalization;
using Krewe.Storage.Postgres.Schema;
using Npgsql;

namespace Krewe.Storage.Postgres;

/// <summary>The tables of the storage in PostgreSQL: state, directory, event log. <c>Silo --migrate</c> runs it.</summary>
public static class PostgresSchema
{
    /// <summary>Any number that nobody else uses for the advisory lock of two upgraders at once.</summary>
    private const long UpgradeLock = 0x4B52_5753_544F_5245;

    /// <summary>The version that this one reads and writes.</summary>
    public static int Version => PostgresMigrations.Newest;

    /// <summary>
    /// Brings a database to the newest schema in one transaction: either it is as it was, or wholly upgraded. One upgrader at a time, others
    /// wait; silos may run meanwhile. Where nothing is missing nothing is done.
    /// </summary>
    /// <param name="source">Connects as a user who may create tables; they come into the first schema of its search path.</param>
    /// <param name="cancellationToken">Gives up; nothing is changed then.</param>
    /// <returns>The steps that were missing, such as <c>3 event log</c>.</returns>
    /// <exception cref="StorageException">A newer version wrote the database (KRW6001), or it refuses (KRW6004).</exception>
    /// <exception cref="NpgsqlException">It cannot be reached.</exception>
    public static async Task<ImmutableArray<string>> MigrateAsync(NpgsqlDataSource source, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(source);
        await using var connection = await source.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        var place = $"{connection.DataSource}/{connection.Database}";
        try
        {
            return await MigrateAsync(connection, place, cancellationToken).ConfigureAwait(false);
        }
        catch (PostgresException exception) when (Connections.PostgresErrors.IsRefusal(exception))
        {
            throw Connections.PostgresErrors.Refused(place, "the storage's schema", exception);
        }
    }

    /// <summary>The same for a connection string of Npgsql.</summary>
    /// <param name="connectionString">The database.</param>
    /// <param name="cancellationToken">Gives up; nothing is changed then.</param>
    public static async Task<ImmutableArray<string>> MigrateAsync(string connectionString, CancellationToken cancellationToken = default)
    {
        await using var source = Connections.PostgresSource.Create(new NpgsqlConnectionStringBuilder(connectionString));
        return await MigrateAsync(source, cancellationToken).ConfigureAwait(false);
    }

    private static async Task<ImmutableArray<string>> MigrateAsync(NpgsqlConnection connection, string place, CancellationToken cancellationToken)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
        await RunAsync($"SELECT pg_advisory_xact_lock({UpgradeLock.ToString(CultureInfo.InvariantCulture)})").ConfigureAwait(false);
        var (version, oldestReader) = await SchemaCheck.ReadAsync(connection).ConfigureAwait(false);
        SchemaCheck.ThrowIfNewer(version, oldestReader, place);
        if (version == 0)
        {
            await RunAsync("""
                CREATE TABLE IF NOT EXISTS krewe_storage_schema (
                    version integer NOT NULL PRIMARY KEY, oldest_reader integer NOT NULL, reason text NOT NULL, upgraded_at timestamptz NOT NULL DEFAULT now())
                """).ConfigureAwait(false);
        }

        PostgresMigration[] missing = [.. PostgresMigrations.All.Where(step => step.Version > version)];
        foreach (var step in missing)
        {
            await RunAsync(step.Sql).ConfigureAwait(false);
            await RunAsync(string.Create(
                CultureInfo.InvariantCulture,
                $"INSERT INTO krewe_storage_schema (version, oldest_reader, reason) VALUES ({step.Version}, {step.OldestReader}, '{step.Reason}')")).ConfigureAwait(false);
        }

        await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
        return [.. missing.Select(step => string.Create(CultureInfo.InvariantCulture, $"{step.Version} {step.Reason}"))];

        async Task RunAsync(string sql)
        {
#pragma warning disable CA2100 // The text is made of constants of this room.
            await using var command = new NpgsqlCommand(sql, connection, transaction);
#pragma warning restore CA2100
            await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
        }
    }
}
