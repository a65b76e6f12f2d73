using System.Collections.Immutable;

namespace Krewe.Runtime.Serialization;

internal sealed class ImmutableListCodec<T> : SequenceCodec<ImmutableList<T>, T>
{
    public override bool IsImmutable => Codecs.Get<T>().IsImmutable;

    protected override int Count(ImmutableList<T> value) => value!.Count;

    protected override ImmutableList<T> Build(List<T> items) => [.. items];
}
