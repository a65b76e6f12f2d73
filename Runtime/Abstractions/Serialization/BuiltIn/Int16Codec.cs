namespace Krewe.Runtime.Serialization;

internal sealed class Int16Codec : ValueCodec<short>
{
    public override bool IsImmutable => true;

    public override void Write(ref WireWriter writer, short value) => writer.WriteInteger(value);

    public override short Read(ref WireReader reader) => (short)reader.ReadInteger(short.MinValue, short.MaxValue);

    public override short Copy(short value) => value;
}
