using Orleans.Runtime;

namespace Krewe.Runtime.Serialization;

internal sealed class GrainInterfaceTypeCodec : ValueCodec<GrainInterfaceType>
{
    public override bool IsImmutable => true;

    public override void Write(ref WireWriter writer, GrainInterfaceType value) =>
        Codecs.Get<IdSpan>().Write(ref writer, value.Value);

    public override GrainInterfaceType Read(ref WireReader reader) =>
        new(Codecs.Get<IdSpan>().Read(ref reader));

    public override GrainInterfaceType Copy(GrainInterfaceType value) => value;
}
