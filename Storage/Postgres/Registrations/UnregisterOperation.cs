using Orleans.Runtime;

namespace Krewe.Storage.Postgres.Registrations;

/// <summary>Removes a registration that is still the given one.</summary>
internal sealed class UnregisterOperation(GrainAddress address) : DirectoryOperation(address.GrainId)
{
    public override bool Writes => true;

    public GrainAddress Address { get; } = address;
}
