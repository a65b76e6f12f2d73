using Orleans.Runtime;

namespace Krewe.Runtime.Serialization;

internal sealed class GrainTypeCodec : ValueCodec<GrainType>
{
    public override bool IsImmutable => true;

    public override void Write(ref WireWriter writer, GrainType value) =>
        Codecs.Get<IdSpan>().Write(ref writer, value.Value);

    public override GrainType Read(ref WireReader reader) =>
        new(Codecs.Get<IdSpan>().Read(ref reader));

    public override GrainType Copy(GrainType value) => value;
}
