using System.Buffers.Binary;

namespace Krewe.Runtime.Serialization;

internal sealed class Int128Codec : ValueCodec<Int128>
{
    public override bool IsImmutable => true;

    public override void Write(ref WireWriter writer, Int128 value)
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteInt128LittleEndian(bytes, value);
        writer.WriteBytes(bytes);
    }

    public override Int128 Read(ref WireReader reader)
    {
        return BinaryPrimitives.ReadInt128LittleEndian(reader.ReadBytes(16));
    }

    public override Int128 Copy(Int128 value) => value;
}
