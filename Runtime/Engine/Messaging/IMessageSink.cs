namespace Krewe.Runtime.Messaging;

/// <summary>Takes the calls and cancellations that arrive for activations of this silo.</summary>
internal interface IMessageSink
{
    void Deliver(Message message);
}
