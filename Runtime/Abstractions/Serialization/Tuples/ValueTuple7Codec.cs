namespace Krewe.Runtime.Serialization;

internal sealed class ValueTuple7Codec<T1, T2, T3, T4, T5, T6, T7> : ValueCodec<ValueTuple<T1, T2, T3, T4, T5, T6, T7>>
{
    public override bool IsImmutable => Codecs.Get<T1>().IsImmutable && Codecs.Get<T2>().IsImmutable && Codecs.Get<T3>().IsImmutable && Codecs.Get<T4>().IsImmutable && Codecs.Get<T5>().IsImmutable && Codecs.Get<T6>().IsImmutable && Codecs.Get<T7>().IsImmutable;

    public override void Write(ref WireWriter writer, ValueTuple<T1, T2, T3, T4, T5, T6, T7> value)
    {
        writer.BeginSequence(7);
        Codecs.Get<T1>().Write(ref writer, value.Item1);
        Codecs.Get<T2>().Write(ref writer, value.Item2);
        Codecs.Get<T3>().Write(ref writer, value.Item3);
        Codecs.Get<T4>().Write(ref writer, value.Item4);
        Codecs.Get<T5>().Write(ref writer, value.Item5);
        Codecs.Get<T6>().Write(ref writer, value.Item6);
        Codecs.Get<T7>().Write(ref writer, value.Item7);
        writer.EndSequence();
    }

    public override ValueTuple<T1, T2, T3, T4, T5, T6, T7> Read(ref WireReader reader)
    {
        reader.BeginSequence(7);
        T1 item1 = Codecs.Get<T1>().Read(ref reader);
        T2 item2 = Codecs.Get<T2>().Read(ref reader);
        T3 item3 = Codecs.Get<T3>().Read(ref reader);
        T4 item4 = Codecs.Get<T4>().Read(ref reader);
        T5 item5 = Codecs.Get<T5>().Read(ref reader);
        T6 item6 = Codecs.Get<T6>().Read(ref reader);
        T7 item7 = Codecs.Get<T7>().Read(ref reader);
        reader.EndSequence();
        return new ValueTuple<T1, T2, T3, T4, T5, T6, T7>(item1, item2, item3, item4, item5, item6, item7);
    }

    public override ValueTuple<T1, T2, T3, T4, T5, T6, T7> Copy(ValueTuple<T1, T2, T3, T4, T5, T6, T7> value) =>
        new ValueTuple<T1, T2, T3, T4, T5, T6, T7>(Codecs.Get<T1>().Copy(value.Item1), Codecs.Get<T2>().Copy(value.Item2), Codecs.Get<T3>().Copy(value.Item3), Codecs.Get<T4>().Copy(value.Item4), Codecs.Get<T5>().Copy(value.Item5), Codecs.Get<T6>().Copy(value.Item6), Codecs.Get<T7>().Copy(value.Item7));
}
