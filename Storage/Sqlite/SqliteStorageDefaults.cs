namespace Krewe.Storage.Sqlite;

/// <summary>The values of what <see cref="SqliteStorageOptions"/> leaves out.</summary>
public static class SqliteStorageDefaults
{
    /// <summary>The database's file.</summary>
    public const string FileName = "krewe.db";

    /// <summary>Operations that share one commit.</summary>
    public const int MaxBatch = 256;

    /// <summary>How long to wait for a locked file.</summary>
    public static readonly TimeSpan BusyTimeout = TimeSpan.FromSeconds(5);
}
