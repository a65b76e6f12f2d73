using System.Collections.Immutable;

namespace Krewe.Runtime.Serialization;

/// <summary>The default array, which is not an empty one, travels as null.</summary>
internal sealed class ImmutableArrayCodec<T> : SequenceCodec<ImmutableArray<T>, T>
{
    public override bool IsImmutable => Codecs.Get<T>().IsImmutable;

    protected override bool IsNull(ImmutableArray<T> value) => value.IsDefault;

    protected override int Count(ImmutableArray<T> value) => value.Length;

    protected override ImmutableArray<T> Build(List<T> items) => [.. items];
}
