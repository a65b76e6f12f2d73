namespace Krewe.Runtime.Serialization;

internal sealed class ValueTuple2Codec<T1, T2> : ValueCodec<ValueTuple<T1, T2>>
{
    public override bool IsImmutable => Codecs.Get<T1>().IsImmutable && Codecs.Get<T2>().IsImmutable;

    public override void Write(ref WireWriter writer, ValueTuple<T1, T2> value)
    {
        writer.BeginSequence(2);
        Codecs.Get<T1>().Write(ref writer, value.Item1);
        Codecs.Get<T2>().Write(ref writer, value.Item2);
        writer.EndSequence();
    }

    public override ValueTuple<T1, T2> Read(ref WireReader reader)
    {
        reader.BeginSequence(2);
        T1 item1 = Codecs.Get<T1>().Read(ref reader);
        T2 item2 = Codecs.Get<T2>().Read(ref reader);
        reader.EndSequence();
        return new ValueTuple<T1, T2>(item1, item2);
    }

    public override ValueTuple<T1, T2> Copy(ValueTuple<T1, T2> value) =>
        new ValueTuple<T1, T2>(Codecs.Get<T1>().Copy(value.Item1), Codecs.Get<T2>().Copy(value.Item2));
}
