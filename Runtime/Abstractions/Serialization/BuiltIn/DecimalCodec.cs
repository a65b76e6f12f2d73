using System.Buffers.Binary;

namespace Krewe.Runtime.Serialization;

internal sealed class DecimalCodec : ValueCodec<decimal>
{
    public override bool IsImmutable => true;

    public override void Write(ref WireWriter writer, decimal value)
    {
        Span<int> parts = stackalloc int[4];
        decimal.GetBits(value, parts);
        Span<byte> bytes = stackalloc byte[16];
        for (int i = 0; i < parts.Length; i++)
        {
            BinaryPrimitives.WriteInt32LittleEndian(bytes[(i * 4)..], parts[i]);
        }

        writer.WriteBytes(bytes);
    }

    public override decimal Read(ref WireReader reader)
    {
        ReadOnlySpan<byte> bytes = reader.ReadBytes(16);
        Span<int> parts = stackalloc int[4];
        for (int i = 0; i < parts.Length; i++)
        {
            parts[i] = BinaryPrimitives.ReadInt32LittleEndian(bytes[(i * 4)..]);
        }

        // Sign in bit 31, scale 0 to 28 in bits 16 to 23, nothing else.
        uint flags = (uint)parts[3];
        return (flags & 0x7f00ffff) == 0 && flags >> 16 <= (28 | 0x8000) && ((flags >> 16) & 0xff) <= 28
            ? new decimal(parts)
            : throw reader.Malformed("bits that are no decimal");
    }

    public override decimal Copy(decimal value) => value;
}
