namespace Krewe.Runtime.Serialization;

internal sealed class GuidCodec : ValueCodec<Guid>
{
    public override bool IsImmutable => true;

    public override void Write(ref WireWriter writer, Guid value)
    {
        Span<byte> bytes = stackalloc byte[16];
        value.TryWriteBytes(bytes);
        writer.WriteBytes(bytes);
    }

    public override Guid Read(ref WireReader reader)
    {
        return new Guid(reader.ReadBytes(16));
    }

    public override Guid Copy(Guid value) => value;
}
