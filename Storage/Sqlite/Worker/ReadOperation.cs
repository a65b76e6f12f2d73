using Krewe.Storage.State;
using Microsoft.Data.Sqlite;

namespace Krewe.Storage.Sqlite.Worker;

/// <summary>Reads a state.</summary>
internal sealed class ReadOperation(StateKey key, CancellationToken cancellationToken) : StateOperation(key, cancellationToken)
{
    public override bool Writes => false;

    protected override StateRow? Execute(StateDatabase database, SqliteTransaction transaction) => database.Find(transaction, Key);
}
