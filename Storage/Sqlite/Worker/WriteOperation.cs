using Krewe.Storage.State;
using Microsoft.Data.Sqlite;

namespace Krewe.Storage.Sqlite.Worker;

/// <summary>Writes a state whose ETag is what the caller has seen; null for one that is not there.</summary>
internal sealed class WriteOperation(
    StateKey key,
    string? expectedEtag,
    byte[] payload,
    long modifiedMilliseconds,
    CancellationToken cancellationToken) : StateOperation(key, cancellationToken)
{
    public override bool Writes => true;

    protected override StateRow? Execute(StateDatabase database, SqliteTransaction transaction)
    {
        ThrowIfConflict(database.Find(transaction, Key), expectedEtag);
        return new StateRow(database.Put(transaction, Key, payload, modifiedMilliseconds), payload);
    }
}
