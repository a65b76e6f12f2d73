namespace Krewe.Runtime.Serialization;

internal sealed class KeyValuePairCodec<TKey, TValue> : ValueCodec<KeyValuePair<TKey, TValue>>
{
    public override bool IsImmutable => Codecs.Get<TKey>().IsImmutable && Codecs.Get<TValue>().IsImmutable;

    public override void Write(ref WireWriter writer, KeyValuePair<TKey, TValue> value)
    {
        writer.BeginSequence(2);
        Codecs.Get<TKey>().Write(ref writer, value.Key);
        Codecs.Get<TValue>().Write(ref writer, value.Value);
        writer.EndSequence();
    }

    public override KeyValuePair<TKey, TValue> Read(ref WireReader reader)
    {
        reader.BeginSequence(2);
        TKey key = Codecs.Get<TKey>().Read(ref reader);
        TValue value = Codecs.Get<TValue>().Read(ref reader);
        reader.EndSequence();
        return new KeyValuePair<TKey, TValue>(key, value);
    }

    public override KeyValuePair<TKey, TValue> Copy(KeyValuePair<TKey, TValue> value) =>
        new(Codecs.Get<TKey>().Copy(value.Key), Codecs.Get<TValue>().Copy(value.Value));
}
