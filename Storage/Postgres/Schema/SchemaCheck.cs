using Npgsql;

namespace Krewe.Storage.Postgres.Schema;

/// <summary>Whether a database is what this version reads and writes.</summary>
internal static class SchemaCheck
{
    private const string ReadVersion = "SELECT version, oldest_reader FROM krewe_storage_schema ORDER BY version DESC LIMIT 1";

    /// <summary>The version that the database has and the oldest one that works with it; 0 for an empty one.</summary>
    public static async Task<(int Version, int OldestReader)> ReadAsync(NpgsqlConnection connection)
    {
        await using var exists = new NpgsqlCommand("SELECT to_regclass('krewe_storage_schema') IS NOT NULL", connection);
        if (!(bool)(await exists.ExecuteScalarAsync().ConfigureAwait(false))!)
        {
            return (0, 0);
        }

        await using var command = new NpgsqlCommand(ReadVersion, connection);
        await using var reader = await command.ExecuteReaderAsync().ConfigureAwait(false);
        return await reader.ReadAsync().ConfigureAwait(false) ? (reader.GetInt32(0), reader.GetInt32(1)) : (0, 0);
    }

    /// <exception cref="StorageException">The schema is missing or older (KRW6007), or too new (KRW6001).</exception>
    public static async Task RunAsync(NpgsqlConnection connection, string place)
    {
        var (version, oldestReader) = await ReadAsync(connection).ConfigureAwait(false);
        ThrowIfNewer(version, oldestReader, place);
        if (version < PostgresMigrations.Newest)
        {
            throw new StorageException(
                StorageCodes.SchemaMissing,
                $"{place} has {(version == 0 ? "no schema of Krewe's storage" : $"storage schema {version}")} and this version of Krewe needs "
                    + $"{PostgresMigrations.Newest}; run `Silo --migrate` with the same settings once, silos may run meanwhile");
        }
    }

    public static void ThrowIfNewer(int version, int oldestReader, string place)
    {
        if (version > PostgresMigrations.Newest && oldestReader > PostgresMigrations.Newest)
        {
            throw new StorageException(
                StorageCodes.SchemaNewer,
                $"{place} has storage schema {version}, which works with Krewe's from {oldestReader} on, and this version knows up to "
                    + $"{PostgresMigrations.Newest}; use the newer version of Krewe; nothing was changed");
        }
    }
}
