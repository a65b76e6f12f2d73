using Krewe.Runtime.Messaging;
using Orleans.Runtime;

namespace Krewe.Runtime.Directory;

/// <summary>One silo: everything is here.</summary>
internal sealed class LocalGrainLocator(ILocalSiloDetails silo) : IGrainLocator
{
    public ValueTask<SiloAddress> LocateAsync(Message message) => new(silo.SiloAddress);

    public void Moved(GrainId grainId, SiloAddress from, SiloAddress to)
    {
    }

    public void Registered(GrainAddress address)
    {
    }

    public void Unregistered(GrainAddress address)
    {
    }
}
