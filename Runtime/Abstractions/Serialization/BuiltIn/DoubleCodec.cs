namespace Krewe.Runtime.Serialization;

internal sealed class DoubleCodec : ValueCodec<double>
{
    public override bool IsImmutable => true;

    public override void Write(ref WireWriter writer, double value) => writer.WriteFixed64(BitConverter.DoubleToUInt64Bits(value));

    public override double Read(ref WireReader reader) => reader.PeekKind() == WireKind.Fixed32
        ? BitConverter.UInt32BitsToSingle(reader.ReadFixed32())
        : BitConverter.UInt64BitsToDouble(reader.ReadFixed64());

    public override double Copy(double value) => value;
}
