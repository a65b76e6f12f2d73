namespace Krewe.Runtime.Serialization;

internal sealed class UInt16Codec : ValueCodec<ushort>
{
    public override bool IsImmutable => true;

    public override void Write(ref WireWriter writer, ushort value) => writer.WriteInteger(value);

    public override ushort Read(ref WireReader reader) => (ushort)reader.ReadInteger(ushort.MinValue, ushort.MaxValue);

    public override ushort Copy(ushort value) => value;
}
