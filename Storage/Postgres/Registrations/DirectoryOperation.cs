using Krewe.Storage.Postgres.Groups;
using Orleans.Runtime;

namespace Krewe.Storage.Postgres.Registrations;

/// <summary>One look-up or change of a grain's registration; gives who is registered afterwards, null for nobody.</summary>
internal abstract class DirectoryOperation(GrainId grain) : GroupOperation<GrainAddress?>(grain, CancellationToken.None)
{
    public GrainId Grain { get; } = grain;

    public override string Subject => $"the registration of grain '{Grain}'";
}
