using System.Buffers;
using Krewe.Runtime.CodeGeneration;
using Krewe.Runtime.Serialization;

namespace Krewe.Runtime.Messaging;

/// <summary>One silo, but every message takes the form that it would have on a network, and is read back from it.</summary>
internal sealed class SerializingTransport(Lazy<IGrainCallSender> references, TimeProvider time) : IMessageTransport
{
    private Action<Message> _receiver = static _ => throw new InvalidOperationException("KRW7005: The transport has no receiver yet.");

    public void Attach(Action<Message> receiver) => _receiver = receiver;

    public void Send(Message message)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        var writer = new WireWriter(buffer);
        MessageCodec.Write(ref writer, message, time.GetUtcNow());
        var reader = new WireReader(buffer.WrittenMemory, references.Value);
        _receiver(MessageCodec.Read(ref reader, time.GetUtcNow()));
    }
}
