namespace Krewe.Runtime.Serialization;

internal sealed class ByteCodec : ValueCodec<byte>
{
    public override bool IsImmutable => true;

    public override void Write(ref WireWriter writer, byte value) => writer.WriteInteger(value);

    public override byte Read(ref WireReader reader) => (byte)reader.ReadInteger(byte.MinValue, byte.MaxValue);

    public override byte Copy(byte value) => value;
}
