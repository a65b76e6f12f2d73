using Orleans.Runtime;

namespace Krewe.Storage.Postgres.Registrations;

/// <summary>Registers an activation where there is none, or the previous one, or one of a dead silo.</summary>
internal sealed class RegisterOperation(GrainAddress address, GrainAddress? previous) : DirectoryOperation(address.GrainId)
{
    public override bool Writes => true;

    public GrainAddress Address { get; } = address;

    public GrainAddress? Previous { get; } = previous;
}
