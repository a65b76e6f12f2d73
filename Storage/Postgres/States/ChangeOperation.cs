using Krewe.Storage.State;

namespace Krewe.Storage.Postgres.States;

/// <summary>Changes a state whose ETag is what the caller has seen.</summary>
/// <param name="key">The state.</param>
/// <param name="expectedEtag">What the caller has seen; null for no record.</param>
/// <param name="payload">Written; null to delete the record.</param>
/// <param name="writeId">Stored with it, so that a write whose answer was lost is found again.</param>
/// <param name="cancellationToken">Gives up.</param>
internal sealed class ChangeOperation(StateKey key, string? expectedEtag, byte[]? payload, Guid writeId, CancellationToken cancellationToken)
    : StateOperation(key, cancellationToken)
{
    public override bool Writes => true;

    public string? ExpectedEtag => expectedEtag;

    public long? Expected { get; } = StateEtag.Parse(expectedEtag);

    public byte[]? Payload => payload;

    public Guid WriteId => writeId;
}
