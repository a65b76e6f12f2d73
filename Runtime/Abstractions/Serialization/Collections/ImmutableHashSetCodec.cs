using System.Collections.Immutable;

namespace Krewe.Runtime.Serialization;

internal sealed class ImmutableHashSetCodec<T> : KeyedCodec<ImmutableHashSet<T>, T, IEqualityComparer<T>>
{
    public override bool IsImmutable => Codecs.Get<T>().IsImmutable;

    protected override IEqualityComparer<T> DefaultComparer => EqualityComparer<T>.Default;

    protected override IEqualityComparer<T> Comparer(ImmutableHashSet<T> value) => value.KeyComparer;

    protected override int Count(ImmutableHashSet<T> value) => value.Count;

    protected override ImmutableHashSet<T> Build(List<T> items, IEqualityComparer<T> comparer)
    {
        return ImmutableHashSet.CreateRange(comparer, items);
    }
}
