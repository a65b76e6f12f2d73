using Orleans.Runtime;

namespace Krewe.Runtime.Serialization;

internal sealed class ActivationIdCodec : ValueCodec<ActivationId>
{
    public override bool IsImmutable => true;

    public override void Write(ref WireWriter writer, ActivationId value) =>
        Codecs.Get<Guid>().Write(ref writer, value.Key);

    public override ActivationId Read(ref WireReader reader) =>
        new(Codecs.Get<Guid>().Read(ref reader));

    public override ActivationId Copy(ActivationId value) => value;
}
