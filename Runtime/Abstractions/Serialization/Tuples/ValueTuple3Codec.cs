namespace Krewe.Runtime.Serialization;

internal sealed class ValueTuple3Codec<T1, T2, T3> : ValueCodec<ValueTuple<T1, T2, T3>>
{
    public override bool IsImmutable => Codecs.Get<T1>().IsImmutable && Codecs.Get<T2>().IsImmutable && Codecs.Get<T3>().IsImmutable;

    public override void Write(ref WireWriter writer, ValueTuple<T1, T2, T3> value)
    {
        writer.BeginSequence(3);
        Codecs.Get<T1>().Write(ref writer, value.Item1);
        Codecs.Get<T2>().Write(ref writer, value.Item2);
        Codecs.Get<T3>().Write(ref writer, value.Item3);
        writer.EndSequence();
    }

    public override ValueTuple<T1, T2, T3> Read(ref WireReader reader)
    {
        reader.BeginSequence(3);
        T1 item1 = Codecs.Get<T1>().Read(ref reader);
        T2 item2 = Codecs.Get<T2>().Read(ref reader);
        T3 item3 = Codecs.Get<T3>().Read(ref reader);
        reader.EndSequence();
        return new ValueTuple<T1, T2, T3>(item1, item2, item3);
    }

    public override ValueTuple<T1, T2, T3> Copy(ValueTuple<T1, T2, T3> value) =>
        new ValueTuple<T1, T2, T3>(Codecs.Get<T1>().Copy(value.Item1), Codecs.Get<T2>().Copy(value.Item2), Codecs.Get<T3>().Copy(value.Item3));
}
