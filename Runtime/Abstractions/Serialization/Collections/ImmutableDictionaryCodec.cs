using System.Collections.Immutable;

namespace Krewe.Runtime.Serialization;

internal sealed class ImmutableDictionaryCodec<TKey, TValue> : KeyedCodec<ImmutableDictionary<TKey, TValue>, KeyValuePair<TKey, TValue>, IEqualityComparer<TKey>>
    where TKey : notnull
{
    public override bool IsImmutable => Codecs.Get<TKey>().IsImmutable && Codecs.Get<TValue>().IsImmutable;

    protected override IEqualityComparer<TKey> DefaultComparer => EqualityComparer<TKey>.Default;

    protected override IEqualityComparer<TKey> Comparer(ImmutableDictionary<TKey, TValue> value) => value.KeyComparer;

    protected override int Count(ImmutableDictionary<TKey, TValue> value) => value.Count;

    protected override ImmutableDictionary<TKey, TValue> Build(List<KeyValuePair<TKey, TValue>> items, IEqualityComparer<TKey> comparer)
    {
        ImmutableDictionary<TKey, TValue>.Builder result = ImmutableDictionary.CreateBuilder<TKey, TValue>(comparer);
        foreach ((TKey key, TValue value) in items)
        {
            result[key] = value;
        }

        return result.ToImmutable();
    }
}
