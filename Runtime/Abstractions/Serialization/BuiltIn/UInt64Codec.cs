namespace Krewe.Runtime.Serialization;

internal sealed class UInt64Codec : ValueCodec<ulong>
{
    public override bool IsImmutable => true;

    public override void Write(ref WireWriter writer, ulong value) => writer.WriteInteger((long)value);

    public override ulong Read(ref WireReader reader) => (ulong)reader.ReadInteger();

    public override ulong Copy(ulong value) => value;
}
