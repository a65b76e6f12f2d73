namespace Krewe.Runtime.Serialization;

internal sealed class SortedSetCodec<T> : KeyedCodec<SortedSet<T>, T, IComparer<T>>
{
    protected override IComparer<T> DefaultComparer => Comparer<T>.Default;

    protected override IComparer<T> Comparer(SortedSet<T> value) => value.Comparer;

    protected override int Count(SortedSet<T> value) => value.Count;

    protected override SortedSet<T> Build(List<T> items, IComparer<T> comparer)
    {
        return new SortedSet<T>(items, comparer);
    }
}
