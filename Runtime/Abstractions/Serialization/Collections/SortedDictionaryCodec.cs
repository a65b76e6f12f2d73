namespace Krewe.Runtime.Serialization;

internal sealed class SortedDictionaryCodec<TKey, TValue> : KeyedCodec<SortedDictionary<TKey, TValue>, KeyValuePair<TKey, TValue>, IComparer<TKey>>
    where TKey : notnull
{
    protected override IComparer<TKey> DefaultComparer => Comparer<TKey>.Default;

    protected override IComparer<TKey> Comparer(SortedDictionary<TKey, TValue> value) => value.Comparer;

    protected override int Count(SortedDictionary<TKey, TValue> value) => value.Count;

    protected override SortedDictionary<TKey, TValue> Build(List<KeyValuePair<TKey, TValue>> items, IComparer<TKey> comparer)
    {
        SortedDictionary<TKey, TValue> result = new(comparer);
        foreach ((TKey key, TValue value) in items)
        {
            result[key] = value;
        }

        return result;
    }
}
