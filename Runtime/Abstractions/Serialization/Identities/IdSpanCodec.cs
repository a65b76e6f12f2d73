using Orleans.Runtime;

namespace Krewe.Runtime.Serialization;

internal sealed class IdSpanCodec : ValueCodec<IdSpan>
{
    public override bool IsImmutable => true;

    public override void Write(ref WireWriter writer, IdSpan value) =>
        writer.WriteBytes(value.AsSpan());

    public override IdSpan Read(ref WireReader reader)
    {
        ReadOnlySpan<byte> bytes = reader.ReadBytes();
        return bytes.IsEmpty ? default : new IdSpan(bytes.ToArray());
    }

    public override IdSpan Copy(IdSpan value) => value;
}
