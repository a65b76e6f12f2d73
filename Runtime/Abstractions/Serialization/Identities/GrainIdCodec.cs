using Orleans.Runtime;

namespace Krewe.Runtime.Serialization;

internal sealed class GrainIdCodec : ValueCodec<GrainId>
{
    public override bool IsImmutable => true;

    public override void Write(ref WireWriter writer, GrainId value)
    {
        writer.BeginSequence(2);
        Codecs.Get<GrainType>().Write(ref writer, value.Type);
        Codecs.Get<IdSpan>().Write(ref writer, value.Key);
        writer.EndSequence();
    }

    public override GrainId Read(ref WireReader reader)
    {
        reader.BeginSequence(2);
        GrainType type = Codecs.Get<GrainType>().Read(ref reader);
        IdSpan key = Codecs.Get<IdSpan>().Read(ref reader);
        reader.EndSequence();
        return new GrainId(type, key);
    }

    public override GrainId Copy(GrainId value) => value;
}
