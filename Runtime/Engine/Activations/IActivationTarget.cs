using Krewe.Runtime.Messaging;

namespace Krewe.Runtime.Activations;

/// <summary>What the catalog holds for a grain: an activation, or a group of stateless workers.</summary>
internal interface IActivationTarget
{
    /// <summary>Takes a message. False when this is over and another must be made.</summary>
    bool TryReceive(Message message);

    /// <summary>The activations that are there now.</summary>
    IEnumerable<Activation> Activations { get; }

    /// <summary>Looks for requests that take long or hang.</summary>
    void Inspect();
}
