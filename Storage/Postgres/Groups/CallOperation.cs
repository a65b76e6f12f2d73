using Npgsql;

namespace Krewe.Storage.Postgres.Groups;

/// <summary>An operation that has a transaction to itself. It may be run again, and must be so made that this does no harm.</summary>
internal sealed class CallOperation(string subject, bool writes, Func<NpgsqlConnection, Task<object?>> run, CancellationToken cancellationToken)
    : GroupOperation<object?>(new object(), cancellationToken)
{
    public override bool Writes => writes;

    public override string Subject => subject;

    public Task<object?> RunAsync(NpgsqlConnection connection) => run(connection);
}
