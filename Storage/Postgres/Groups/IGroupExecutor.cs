using Npgsql;

namespace Krewe.Storage.Postgres.Groups;

/// <summary>Knows the statements of a kind of operations.</summary>
internal interface IGroupExecutor<TOperation, TResult>
{
    /// <summary>
    /// Runs a group in one transaction and gives an outcome for each, in order. May be run again for the same operations, and an older run
    /// whose connection was given up may still reach the server: it must then change nothing.
    /// </summary>
    Task<GroupOutcome<TResult>[]> ExecuteAsync(NpgsqlConnection connection, IReadOnlyList<TOperation> group);
}
