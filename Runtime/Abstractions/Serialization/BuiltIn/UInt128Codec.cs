using System.Buffers.Binary;

namespace Krewe.Runtime.Serialization;

internal sealed class UInt128Codec : ValueCodec<UInt128>
{
    public override bool IsImmutable => true;

    public override void Write(ref WireWriter writer, UInt128 value)
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteUInt128LittleEndian(bytes, value);
        writer.WriteBytes(bytes);
    }

    public override UInt128 Read(ref WireReader reader)
    {
        return BinaryPrimitives.ReadUInt128LittleEndian(reader.ReadBytes(16));
    }

    public override UInt128 Copy(UInt128 value) => value;
}
