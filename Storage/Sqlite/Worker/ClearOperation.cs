using Krewe.Storage.State;
using Microsoft.Data.Sqlite;

namespace Krewe.Storage.Sqlite.Worker;

/// <summary>Deletes a state whose ETag is what the caller has seen.</summary>
internal sealed class ClearOperation(StateKey key, string? expectedEtag, CancellationToken cancellationToken) : StateOperation(key, cancellationToken)
{
    public override bool Writes => true;

    protected override StateRow? Execute(StateDatabase database, SqliteTransaction transaction)
    {
        ThrowIfConflict(database.Find(transaction, Key), expectedEtag);
        database.Delete(transaction, Key);
        return null;
    }
}
