namespace Krewe.Runtime.Serialization;

internal sealed class DictionaryCodec<TKey, TValue> : KeyedCodec<Dictionary<TKey, TValue>, KeyValuePair<TKey, TValue>, IEqualityComparer<TKey>>
    where TKey : notnull
{
    protected override IEqualityComparer<TKey> DefaultComparer => EqualityComparer<TKey>.Default;

    protected override IEqualityComparer<TKey> Comparer(Dictionary<TKey, TValue> value) => value.Comparer;

    protected override int Count(Dictionary<TKey, TValue> value) => value.Count;

    protected override Dictionary<TKey, TValue> Build(List<KeyValuePair<TKey, TValue>> items, IEqualityComparer<TKey> comparer)
    {
        Dictionary<TKey, TValue> result = new(items.Count, comparer);
        foreach ((TKey key, TValue value) in items)
        {
            result[key] = value;
        }

        return result;
    }
}
