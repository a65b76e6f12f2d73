using Krewe.Runtime.Messaging;
using Orleans.Runtime;

namespace Krewe.Runtime.Directory;

/// <summary>Says which silo a message goes to: where its target is active, or where it is to be.</summary>
internal interface IGrainLocator
{
    /// <summary>The silo; known at once on the warm path.</summary>
    /// <param name="message">Its target and request context decide.</param>
    ValueTask<SiloAddress> LocateAsync(Message message);
}
