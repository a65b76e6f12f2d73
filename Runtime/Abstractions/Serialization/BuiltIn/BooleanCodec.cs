namespace Krewe.Runtime.Serialization;

internal sealed class BooleanCodec : ValueCodec<bool>
{
    public override bool IsImmutable => true;

    public override void Write(ref WireWriter writer, bool value) => writer.WriteInteger(value ? 1 : 0);

    public override bool Read(ref WireReader reader) => reader.ReadInteger(0, 1) != 0;

    public override bool Copy(bool value) => value;
}
