using Krewe.Runtime.Messaging;
using Orleans.Runtime;

namespace Krewe.Runtime.Directory;

/// <summary>Says which silo a message goes to: where its target is active, or where it is to be.</summary>
internal interface IGrainLocator
{
    /// <summary>The silo; known at once on the warm path.</summary>
    /// <param name="message">Its target and request context decide.</param>
    ValueTask<SiloAddress> LocateAsync(Message message);

    /// <summary>Another silo says that a grain is no longer there.</summary>
    /// <param name="grainId">The grain.</param>
    /// <param name="from">Where it is not.</param>
    /// <param name="to">Where it is, or is to be.</param>
    void Moved(GrainId grainId, SiloAddress from, SiloAddress to);

    /// <summary>An activation of this silo has been entered in the directory.</summary>
    void Registered(GrainAddress address);

    /// <summary>An activation of this silo has left the directory.</summary>
    void Unregistered(GrainAddress address);
}
