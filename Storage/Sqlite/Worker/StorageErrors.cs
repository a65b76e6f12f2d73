using Microsoft.Data.Sqlite;

namespace Krewe.Storage.Sqlite.Worker;

/// <summary>What SQLite says, in words that help.</summary>
internal static class StorageErrors
{
    private const int ReadOnly = 8;
    private const int Corrupt = 11;
    private const int Full = 13;
    private const int CannotOpen = 14;
    private const int NotADatabase = 26;

    public static StorageException Translate(SqliteException exception, string file) => exception.SqliteErrorCode switch
    {
        Corrupt or NotADatabase => Damaged(file, exception.Message, exception),
        CannotOpen or ReadOnly => new StorageException(
            StorageCodes.DataDirectoryUnusable,
            $"'{file}' cannot be opened for writing: {exception.Message}; valid: a file that this user may write to",
            exception),
        Full => new StorageException(
            StorageCodes.StorageFailed,
            $"'{file}' cannot be written: the disk is full; free some space, nothing stored before is lost",
            exception),
        _ => new StorageException(StorageCodes.StorageFailed, $"'{file}' cannot be read or written: {exception.Message}", exception),
    };

    public static StorageException Damaged(string file, string detail, Exception? exception) => new(
        StorageCodes.StorageFailed,
        $"'{file}' is damaged or no database of Krewe's ({detail}); it was left as it is: restore it from a copy, "
            + "or move it away to begin with empty state",
        exception);
}
