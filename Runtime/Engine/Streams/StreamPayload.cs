using System.Buffers;
using Krewe.Runtime.CodeGeneration;
using Krewe.Runtime.Serialization;
using Orleans.Runtime;

namespace Krewe.Runtime.Streams;

/// <summary>Items in wire form: what a producer put in shares nothing with what consumers get.</summary>
internal static class StreamPayload
{
    public static StreamBatch OfItems<T>(List<T> items)
    {
        var buffer = new ArrayBufferWriter<byte>();
        var writer = new WireWriter(buffer);
        Codecs.Get<List<T>>().Write(ref writer, items);
        return new StreamBatch(StreamBatchKind.Items, items.Count, typeof(T).ToString(), buffer.WrittenSpan.ToArray());
    }

    public static StreamBatch OfEnd<T>(Exception? error)
    {
        var buffer = new ArrayBufferWriter<byte>();
        var writer = new WireWriter(buffer);
        ObjectCodec.Write(ref writer, error);
        return new StreamBatch(error is null ? StreamBatchKind.Completed : StreamBatchKind.Error, 1, typeof(T).ToString(), buffer.WrittenSpan.ToArray());
    }

    public static List<T> Items<T>(StreamBatch batch, StreamId stream, IGrainCallSender references)
    {
        if (batch.ItemType != typeof(T).ToString())
        {
            throw new InvalidOperationException(
                $"KRW7506: The stream {stream} has items of the type {batch.ItemType}, and its consumer takes {typeof(T)}: all who use a stream name the same type.");
        }

        var reader = new WireReader(batch.Payload, references);
        return Codecs.Get<List<T>>().Read(ref reader);
    }

    public static Exception Error(StreamBatch batch, IGrainCallSender references)
    {
        var reader = new WireReader(batch.Payload, references);
        return (Exception)ObjectCodec.Read(ref reader)!;
    }
}
