namespace Krewe.Runtime.Serialization;

internal sealed class HashSetCodec<T> : KeyedCodec<HashSet<T>, T, IEqualityComparer<T>>
{
    protected override IEqualityComparer<T> DefaultComparer => EqualityComparer<T>.Default;

    protected override IEqualityComparer<T> Comparer(HashSet<T> value) => value.Comparer;

    protected override int Count(HashSet<T> value) => value.Count;

    protected override HashSet<T> Build(List<T> items, IEqualityComparer<T> comparer)
    {
        return new HashSet<T>(items, comparer);
    }
}
