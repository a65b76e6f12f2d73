using Krewe.Storage.State;

namespace Krewe.Storage.Postgres.States;

/// <summary>Reads a state.</summary>
internal sealed class ReadOperation(StateKey key, CancellationToken cancellationToken) : StateOperation(key, cancellationToken)
{
    public override bool Writes => false;
}
