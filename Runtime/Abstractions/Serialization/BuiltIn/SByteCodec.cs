namespace Krewe.Runtime.Serialization;

internal sealed class SByteCodec : ValueCodec<sbyte>
{
    public override bool IsImmutable => true;

    public override void Write(ref WireWriter writer, sbyte value) => writer.WriteInteger(value);

    public override sbyte Read(ref WireReader reader) => (sbyte)reader.ReadInteger(sbyte.MinValue, sbyte.MaxValue);

    public override sbyte Copy(sbyte value) => value;
}
