namespace Krewe.Runtime.Serialization;

internal sealed class Int64Codec : ValueCodec<long>
{
    public override bool IsImmutable => true;

    public override void Write(ref WireWriter writer, long value) => writer.WriteInteger(value);

    public override long Read(ref WireReader reader) => reader.ReadInteger();

    public override long Copy(long value) => value;
}
