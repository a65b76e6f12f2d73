namespace Krewe.Runtime.Serialization;

internal sealed class CharCodec : ValueCodec<char>
{
    public override bool IsImmutable => true;

    public override void Write(ref WireWriter writer, char value) => writer.WriteInteger(value);

    public override char Read(ref WireReader reader) => (char)reader.ReadInteger(char.MinValue, char.MaxValue);

    public override char Copy(char value) => value;
}
