namespace Krewe.Runtime.Serialization;

internal sealed class MemoryCodec<T> : ValueCodec<Memory<T>>
{
    public override void Write(ref WireWriter writer, Memory<T> value) => Codecs.Get<ReadOnlyMemory<T>>().Write(ref writer, value);

    public override Memory<T> Read(ref WireReader reader) => Codecs.Get<T[]>().Read(ref reader);

    public override Memory<T> Copy(Memory<T> value) => Codecs.Get<T[]>().Copy(value.ToArray());
}
