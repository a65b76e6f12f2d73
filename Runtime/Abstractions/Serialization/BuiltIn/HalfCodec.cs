namespace Krewe.Runtime.Serialization;

internal sealed class HalfCodec : ValueCodec<Half>
{
    public override bool IsImmutable => true;

    public override void Write(ref WireWriter writer, Half value) => writer.WriteInteger(BitConverter.HalfToUInt16Bits(value));

    public override Half Read(ref WireReader reader) => BitConverter.UInt16BitsToHalf((ushort)reader.ReadInteger(0, ushort.MaxValue));

    public override Half Copy(Half value) => value;
}
