using Krewe.Storage.Postgres.Groups;
using Krewe.Storage.State;

namespace Krewe.Storage.Postgres.States;

/// <summary>One read, write or clear; gives the row afterwards, null for none.</summary>
internal abstract class StateOperation(StateKey key, CancellationToken cancellationToken) : GroupOperation<StateRow?>(key, cancellationToken)
{
    public StateKey State { get; } = key;

    public override string Subject => State.ToString();
}
