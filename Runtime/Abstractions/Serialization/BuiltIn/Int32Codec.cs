namespace Krewe.Runtime.Serialization;

internal sealed class Int32Codec : ValueCodec<int>
{
    public override bool IsImmutable => true;

    public override void Write(ref WireWriter writer, int value) => writer.WriteInteger(value);

    public override int Read(ref WireReader reader) => (int)reader.ReadInteger(int.MinValue, int.MaxValue);

    public override int Copy(int value) => value;
}
