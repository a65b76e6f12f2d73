namespace Krewe.Runtime.Serialization;

internal sealed class ByteArrayCodec : ValueCodec<byte[]?>
{
    public override void Write(ref WireWriter writer, byte[]? value)
    {
        if (value is null)
        {
            writer.WriteNull();
        }
        else
        {
            writer.WriteBytes(value);
        }
    }

    public override byte[]? Read(ref WireReader reader) => reader.TryReadNull() ? null : reader.ReadBytes().ToArray();

    public override byte[]? Copy(byte[]? value) => value?.AsSpan().ToArray();
}
