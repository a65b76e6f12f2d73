using Krewe.Storage.Sqlite.Schema;
using Krewe.Storage.State;
using Microsoft.Data.Sqlite;

namespace Krewe.Storage.Sqlite.Worker;

/// <summary>The open database, with its statements prepared. Used by one thread at a time: its worker's.</summary>
internal sealed class StateDatabase : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly SqliteCommand _select;
    private readonly SqliteCommand _upsert;
    private readonly SqliteCommand _delete;
    private readonly SqliteCommand _readCounter;
    private readonly SqliteCommand _writeCounter;

    private StateDatabase(SqliteConnection connection, IReadOnlyList<Migration> upgraded)
    {
        _connection = connection;
        Upgraded = upgraded;
        _select = Prepare("SELECT etag, payload FROM grain_state WHERE state_name = $1 AND grain_id = $2", 2);
        _upsert = Prepare(
            """
            INSERT INTO grain_state (state_name, grain_id, etag, payload, modified_ms) VALUES ($1, $2, $3, $4, $5)
            ON CONFLICT DO UPDATE SET etag = excluded.etag, payload = excluded.payload, modified_ms = excluded.modified_ms
            """,
            5);
        _delete = Prepare("DELETE FROM grain_state WHERE state_name = $1 AND grain_id = $2", 2);
        _readCounter = Prepare("SELECT value FROM etag_counter", 0);
        _writeCounter = Prepare("UPDATE etag_counter SET value = $1", 1);
    }

    /// <summary>The steps of the schema that opening it ran.</summary>
    public IReadOnlyList<Migration> Upgraded { get; }

    /// <summary>Opens, checks and upgrades. A file that is damaged or newer is left as it is.</summary>
    /// <exception cref="StorageException">It cannot be used (KRW6001, KRW6003, KRW6004).</exception>
    public static StateDatabase Open(string file, TimeSpan busyTimeout)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = file,
            Mode = SqliteOpenMode.ReadWriteCreate,
            Pooling = false,
            DefaultTimeout = (int)Math.Ceiling(busyTimeout.TotalSeconds),
        }.ToString());
        try
        {
            connection.Open();
            Check(connection, file);

            // FULL: a commit is on disk before it is acknowledged, also when power fails. State is written rarely enough to afford it.
            Run(connection, "PRAGMA journal_mode = WAL");
            Run(connection, "PRAGMA synchronous = FULL");
            return new StateDatabase(connection, SchemaUpgrade.Run(connection));
        }
        catch (SqliteException exception)
        {
            connection.Dispose();
            throw StorageErrors.Translate(exception, file);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    public SqliteTransaction Begin(bool writes) => _connection.BeginTransaction(deferred: !writes);

    public StateRow? Find(SqliteTransaction transaction, StateKey key)
    {
        Bind(_select, transaction, key.StateName, key.GrainId);
        using var reader = _select.ExecuteReader();
        return reader.Read() ? new StateRow(reader.GetInt64(0), reader.GetFieldValue<byte[]>(1)) : null;
    }

    /// <summary>Stores the state; gives its ETag, which no state of this database ever had.</summary>
    public long Put(SqliteTransaction transaction, StateKey key, byte[] payload, long modifiedMilliseconds)
    {
        Bind(_readCounter, transaction);
        var etag = (long)_readCounter.ExecuteScalar()! + 1;
        Bind(_writeCounter, transaction, etag);
        _writeCounter.ExecuteNonQuery();
        Bind(_upsert, transaction, key.StateName, key.GrainId, etag, payload, modifiedMilliseconds);
        _upsert.ExecuteNonQuery();
        return etag;
    }

    public void Delete(SqliteTransaction transaction, StateKey key)
    {
        Bind(_delete, transaction, key.StateName, key.GrainId);
        _delete.ExecuteNonQuery();
    }

    public void Dispose()
    {
        foreach (var command in new[] { _select, _upsert, _delete, _readCounter, _writeCounter })
        {
            command.Dispose();
        }

        _connection.Dispose();
    }

    /// <summary>Only reads, so that a file which fails stays byte for byte what it was.</summary>
    private static void Check(SqliteConnection connection, string file)
    {
        SchemaUpgrade.ThrowIfNewer(SchemaUpgrade.ReadVersion(connection), file);
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA quick_check(1)";
        if (command.ExecuteScalar() is var verdict && verdict as string != "ok")
        {
            throw StorageErrors.Damaged(file, verdict as string ?? "no answer", null);
        }
    }

    private static void Run(SqliteConnection connection, string pragma)
    {
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The text is a constant of this file.
        command.CommandText = pragma;
#pragma warning restore CA2100
        command.ExecuteScalar();
    }

    private static void Bind(SqliteCommand command, SqliteTransaction transaction, params ReadOnlySpan<object> values)
    {
        command.Transaction = transaction;
        for (var i = 0; i < values.Length; i++)
        {
            command.Parameters[i].Value = values[i];
        }
    }

    private SqliteCommand Prepare(string sql, int parameters)
    {
        var command = _connection.CreateCommand();
#pragma warning disable CA2100 // The text is a constant of this file.
        command.CommandText = sql;
#pragma warning restore CA2100
        for (var i = 1; i <= parameters; i++)
        {
            command.Parameters.Add(new SqliteParameter { ParameterName = $"${i}" });
        }

        return command;
    }
}
