namespace Krewe.Runtime.Serialization;

internal sealed class StringCodec : ValueCodec<string?>
{
    public override bool IsImmutable => true;

    public override void Write(ref WireWriter writer, string? value) => writer.WriteString(value);

    public override string? Read(ref WireReader reader) => reader.ReadString();

    public override string? Copy(string? value) => value;
}
