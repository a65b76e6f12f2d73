namespace Krewe.Runtime.Messaging;

/// <summary>One silo: messages are handed over on the spot, their bodies copied.</summary>
internal sealed class LocalTransport : IMessageTransport
{
    private Action<Message> _receiver = static _ => throw new InvalidOperationException("KRW7005: The transport has no receiver yet.");

    public bool HandsOver => true;

    public void Attach(Action<Message> receiver) => _receiver = receiver;

    public void Send(Message message)
    {
        message.Isolate();
        _receiver(message);
    }
}
