using System.Collections.Immutable;

namespace Krewe.Runtime.Serialization;

internal sealed class ImmutableSortedSetCodec<T> : KeyedCodec<ImmutableSortedSet<T>, T, IComparer<T>>
{
    public override bool IsImmutable => Codecs.Get<T>().IsImmutable;

    protected override IComparer<T> DefaultComparer => Comparer<T>.Default;

    protected override IComparer<T> Comparer(ImmutableSortedSet<T> value) => value.KeyComparer;

    protected override int Count(ImmutableSortedSet<T> value) => value.Count;

    protected override ImmutableSortedSet<T> Build(List<T> items, IComparer<T> comparer)
    {
        return ImmutableSortedSet.CreateRange(comparer, items);
    }
}
