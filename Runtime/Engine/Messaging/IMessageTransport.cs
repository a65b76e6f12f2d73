using Orleans.Runtime;

namespace Krewe.Runtime.Messaging;

/// <summary>Carries messages to the silo that they name. May lose, delay and reorder them; never shares a body with its sender.</summary>
internal interface IMessageTransport
{
    /// <summary>Whether what is for this silo itself is handed over within <see cref="Send"/>, so that an outcome needs no message to its caller.</summary>
    bool HandsOver => false;

    /// <summary>Says who takes the messages that arrive. Called once, before the first message.</summary>
    /// <param name="receiver">Takes them, on any thread.</param>
    void Attach(Action<Message> receiver);

    /// <summary>Takes a message. Its body may be used by the sender after this returns.</summary>
    /// <param name="message">With its target silo set.</param>
    void Send(Message message);

    /// <summary>A silo is dead: what waits to be sent there fails at once, and nothing is kept open for it.</summary>
    /// <param name="silo">The silo.</param>
    void Disconnect(SiloAddress silo)
    {
    }
}
