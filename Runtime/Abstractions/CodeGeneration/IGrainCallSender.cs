using Orleans.Runtime;
using Orleans.Serialization.Invocation;

namespace Krewe.Runtime.CodeGeneration;

/// <summary>The seam between generated proxies and the engine.</summary>
public interface IGrainCallSender
{
    /// <summary>
    /// Sends a call and awaits its outcome. Arguments are copied before this returns, so the caller may go on using its own.
    /// What the method threw is in the response; what the engine has to say (time-out, cancellation, silo lost) is thrown from the task
    /// or is in the response, so callers look at both.
    /// </summary>
    /// <param name="target">The grain that is called.</param>
    /// <param name="request">The call; not to be used by the caller afterwards.</param>
    Task<Response> SendAsync(GrainReference target, GrainRequest request);

    /// <summary>A name for something that both sides of a call speak of. Random, unless a simulation chooses it.</summary>
    Guid NextId() => Guid.NewGuid();

    /// <summary>A reference to the same grain under another interface.</summary>
    /// <param name="grainId">The grain.</param>
    /// <param name="interfaceType">A grain interface for which a proxy was generated.</param>
    GrainReference CreateReference(GrainId grainId, Type interfaceType);
}
