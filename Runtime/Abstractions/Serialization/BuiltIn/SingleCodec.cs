namespace Krewe.Runtime.Serialization;

internal sealed class SingleCodec : ValueCodec<float>
{
    public override bool IsImmutable => true;

    public override void Write(ref WireWriter writer, float value) => writer.WriteFixed32(BitConverter.SingleToUInt32Bits(value));

    public override float Read(ref WireReader reader) => BitConverter.UInt32BitsToSingle(reader.ReadFixed32());

    public override float Copy(float value) => value;
}
