using System.Collections.Immutable;

namespace Krewe.Runtime.Serialization;

internal sealed class ImmutableSortedDictionaryCodec<TKey, TValue> : KeyedCodec<ImmutableSortedDictionary<TKey, TValue>, KeyValuePair<TKey, TValue>, IComparer<TKey>>
    where TKey : notnull
{
    public override bool IsImmutable => Codecs.Get<TKey>().IsImmutable && Codecs.Get<TValue>().IsImmutable;

    protected override IComparer<TKey> DefaultComparer => Comparer<TKey>.Default;

    protected override IComparer<TKey> Comparer(ImmutableSortedDictionary<TKey, TValue> value) => value.KeyComparer;

    protected override int Count(ImmutableSortedDictionary<TKey, TValue> value) => value.Count;

    protected override ImmutableSortedDictionary<TKey, TValue> Build(List<KeyValuePair<TKey, TValue>> items, IComparer<TKey> comparer)
    {
        ImmutableSortedDictionary<TKey, TValue>.Builder result = ImmutableSortedDictionary.CreateBuilder<TKey, TValue>(comparer);
        foreach ((TKey key, TValue value) in items)
        {
            result[key] = value;
        }

        return result.ToImmutable();
    }
}
