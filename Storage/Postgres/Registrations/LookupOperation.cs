using Orleans.Runtime;

namespace Krewe.Storage.Postgres.Registrations;

/// <summary>Who is registered.</summary>
internal sealed class LookupOperation(GrainId grain) : DirectoryOperation(grain)
{
    public override bool Writes => false;
}
