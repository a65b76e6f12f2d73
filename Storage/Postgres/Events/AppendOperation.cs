using Krewe.Storage.Postgres.Groups;

namespace Krewe.Storage.Postgres.Events;

/// <summary>Appends an event; gives its number. One worker runs them, which keeps the order of the calls.</summary>
internal sealed class AppendOperation(string log, byte[] payload, Guid appendId, CancellationToken cancellationToken)
    : GroupOperation<long>(new object(), cancellationToken)
{
    public override bool Writes => true;

    public override string Subject => $"event log '{log}'";

    public byte[] Payload => payload;

    /// <summary>Stored with it, so that an append whose answer was lost is not done twice.</summary>
    public Guid AppendId => appendId;
}
