namespace Krewe.Runtime.Serialization;

internal sealed class UInt32Codec : ValueCodec<uint>
{
    public override bool IsImmutable => true;

    public override void Write(ref WireWriter writer, uint value) => writer.WriteInteger(value);

    public override uint Read(ref WireReader reader) => (uint)reader.ReadInteger(uint.MinValue, uint.MaxValue);

    public override uint Copy(uint value) => value;
}
