using Krewe.Storage.Locking;
using Orleans.Storage;

namespace Krewe.Storage.Sqlite;

/// <summary>Where and how grain state is kept in SQLite.</summary>
public sealed class SqliteStorageOptions
{
    /// <summary>The directory that holds the database; required. It is made where it is not there.</summary>
    public string DataDirectory { get; set; } = "";

    /// <summary>The database's file in it; default <c>krewe.db</c>.</summary>
    public string FileName { get; set; } = SqliteStorageDefaults.FileName;

    /// <summary>The lock on the directory that the host holds already. Null: the storage takes one itself and holds it until it is disposed.</summary>
    public DataDirectoryLock? Lock { get; set; }

    /// <summary>How state becomes JSON; null for System.Text.Json with fields. What it writes must be JSON text.</summary>
    public IGrainStorageSerializer? Serializer { get; set; }

    /// <summary>How long to wait while another program has the file locked, such as a backup; 0 to 1 min, default 5 s.</summary>
    public TimeSpan BusyTimeout { get; set; } = SqliteStorageDefaults.BusyTimeout;

    /// <summary>The most operations that share one commit; 1 to 10,000, default 256.</summary>
    public int MaxBatch { get; set; } = SqliteStorageDefaults.MaxBatch;
}
