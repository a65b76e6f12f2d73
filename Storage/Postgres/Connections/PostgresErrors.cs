using System.Net.Sockets;
using Npgsql;
using Orleans.Runtime;

namespace Krewe.Storage.Postgres.Connections;

/// <summary>What PostgreSQL and the way to it say, in words that help.</summary>
internal static class PostgresErrors
{
    /// <summary>The server refused the group and rolled it back; the session goes on. FATAL and PANIC end the session and prove nothing.</summary>
    public static bool IsRefusal(PostgresException exception) => exception.InvariantSeverity == "ERROR";

    /// <summary>Refused for a reason that passes: two groups in each other's way, a cancelled statement, a standby that becomes the primary.</summary>
    public static bool IsPassing(PostgresException exception) => exception.SqlState is
        PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.LockNotAvailable
        or PostgresErrorCodes.QueryCanceled or PostgresErrorCodes.ReadOnlySqlTransaction;

    /// <summary>The connection failed, and with it all that it would have said.</summary>
    public static bool IsBreak(Exception exception) =>
        exception is NpgsqlException or IOException or SocketException or TimeoutException or OperationCanceledException or ObjectDisposedException;

    public static StorageException Refused(string place, string subject, Exception exception) => exception switch
    {
        StorageException already => already,
        PostgresException { SqlState: PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.UndefinedColumn } missing => new StorageException(
            StorageCodes.SchemaMissing, $"{place} lacks a table or column ({missing.MessageText}); run `Silo --migrate`", missing),
        PostgresException { SqlState: PostgresErrorCodes.InsufficientPrivilege } rights => new StorageException(
            StorageCodes.StorageFailed, $"{subject} in {place}: {rights.MessageText}; grant the user of the connection string the right", rights),
        PostgresException other => new StorageException(
            StorageCodes.StorageFailed, $"{subject} in {place} cannot be read or written: {other.MessageText} (SQLSTATE {other.SqlState})", other),
        _ => new StorageException(StorageCodes.StorageFailed, $"{subject} in {place} cannot be read or written: {exception.Message}", exception),
    };

    public static StorageException Unavailable(string place, string subject, Exception? exception) => new(
        StorageCodes.DatabaseUnavailable,
        $"{place} does not answer ({exception?.Message ?? "others wait for it already"}); nothing was done with {subject}; try again when PostgreSQL is back",
        exception);

    public static StorageException Unknown(string place, string subject, Exception? exception) => new(
        StorageCodes.WriteOutcomeUnknown,
        $"{place} went away amid a write ({exception?.Message ?? "and another writer came after it"}); whether {subject} was changed is not known: "
            + "read it again before relying on it",
        exception);

    public static StorageException Dead(string place, string subject, SiloAddress silo) => new(
        StorageCodes.WriterDead, $"{subject} in {place} was not changed: the other silos have declared {silo} dead, and its grains live elsewhere");
}
