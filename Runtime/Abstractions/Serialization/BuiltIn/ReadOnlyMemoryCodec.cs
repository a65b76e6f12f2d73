namespace Krewe.Runtime.Serialization;

/// <summary>Copied like an array: the memory may belong to a pool.</summary>
internal sealed class ReadOnlyMemoryCodec<T> : ValueCodec<ReadOnlyMemory<T>>
{
    public override void Write(ref WireWriter writer, ReadOnlyMemory<T> value)
    {
        if (value is ReadOnlyMemory<byte> bytes)
        {
            writer.WriteBytes(bytes.Span);
        }
        else
        {
            Codecs.Get<T[]>().Write(ref writer, value.ToArray());
        }
    }

    public override ReadOnlyMemory<T> Read(ref WireReader reader) => Codecs.Get<T[]>().Read(ref reader);

    public override ReadOnlyMemory<T> Copy(ReadOnlyMemory<T> value) => Codecs.Get<T[]>().Copy(value.ToArray());
}
