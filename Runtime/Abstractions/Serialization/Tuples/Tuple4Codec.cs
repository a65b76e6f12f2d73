namespace Krewe.Runtime.Serialization;

internal sealed class Tuple4Codec<T1, T2, T3, T4> : ValueCodec<Tuple<T1, T2, T3, T4>?>
{
    public override bool IsImmutable => Codecs.Get<T1>().IsImmutable && Codecs.Get<T2>().IsImmutable && Codecs.Get<T3>().IsImmutable && Codecs.Get<T4>().IsImmutable;

    public override void Write(ref WireWriter writer, Tuple<T1, T2, T3, T4>? value)
    {
        if (value is null)
        {
            writer.WriteNull();
            return;
        }

        writer.BeginSequence(4);
        Codecs.Get<T1>().Write(ref writer, value.Item1);
        Codecs.Get<T2>().Write(ref writer, value.Item2);
        Codecs.Get<T3>().Write(ref writer, value.Item3);
        Codecs.Get<T4>().Write(ref writer, value.Item4);
        writer.EndSequence();
    }

    public override Tuple<T1, T2, T3, T4>? Read(ref WireReader reader)
    {
        if (reader.TryReadNull())
        {
            return null;
        }

        reader.BeginSequence(4);
        T1 item1 = Codecs.Get<T1>().Read(ref reader);
        T2 item2 = Codecs.Get<T2>().Read(ref reader);
        T3 item3 = Codecs.Get<T3>().Read(ref reader);
        T4 item4 = Codecs.Get<T4>().Read(ref reader);
        reader.EndSequence();
        return new Tuple<T1, T2, T3, T4>(item1, item2, item3, item4);
    }

    public override Tuple<T1, T2, T3, T4>? Copy(Tuple<T1, T2, T3, T4>? value) =>
        value is null ? null : new Tuple<T1, T2, T3, T4>(Codecs.Get<T1>().Copy(value.Item1), Codecs.Get<T2>().Copy(value.Item2), Codecs.Get<T3>().Copy(value.Item3), Codecs.Get<T4>().Copy(value.Item4));
}
