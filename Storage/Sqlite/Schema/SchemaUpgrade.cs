using System.Globalization;
using Microsoft.Data.Sqlite;

namespace Krewe.Storage.Sqlite.Schema;

/// <summary>Brings a database to the newest schema, in one transaction: either it is as it was, or wholly upgraded.</summary>
internal static class SchemaUpgrade
{
    /// <summary>The version that the database has; 0 for an empty one.</summary>
    public static int ReadVersion(SqliteConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA user_version";
        return Convert.ToInt32(command.ExecuteScalar(), CultureInfo.InvariantCulture);
    }

    /// <summary>Refuses a database that a newer version wrote.</summary>
    /// <exception cref="StorageException">It is newer (KRW6001).</exception>
    public static void ThrowIfNewer(int version, string file)
    {
        if (version > Migrations.Newest)
        {
            throw new StorageException(
                StorageCodes.SchemaNewer,
                $"'{file}' has schema {version} and this version of Krewe knows up to {Migrations.Newest}; "
                    + "use the newer version of Krewe, or another data directory (--data DIR); the file was left as it is");
        }
    }

    /// <summary>Runs the steps that are missing; gives them.</summary>
    public static IReadOnlyList<Migration> Run(SqliteConnection connection)
    {
        using var transaction = connection.BeginTransaction(deferred: false);
        var version = ReadVersion(connection);
        var missing = Migrations.All.Where(step => step.Version > version).ToArray();
        foreach (var step in missing)
        {
            Execute(connection, transaction, step.Sql);
        }

        if (missing.Length > 0)
        {
            Execute(connection, transaction, string.Create(CultureInfo.InvariantCulture, $"PRAGMA user_version = {Migrations.Newest}"));
        }

        transaction.Commit();
        return missing;
    }

    private static void Execute(SqliteConnection connection, SqliteTransaction transaction, string sql)
    {
        using var command = connection.CreateCommand();
        command.Transaction = transaction;
#pragma warning disable CA2100 // The text is a constant of this room.
        command.CommandText = sql;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }
}
