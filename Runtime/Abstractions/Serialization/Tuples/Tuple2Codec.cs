namespace Krewe.Runtime.Serialization;

internal sealed class Tuple2Codec<T1, T2> : ValueCodec<Tuple<T1, T2>?>
{
    public override bool IsImmutable => Codecs.Get<T1>().IsImmutable && Codecs.Get<T2>().IsImmutable;

    public override void Write(ref WireWriter writer, Tuple<T1, T2>? value)
    {
        if (value is null)
        {
            writer.WriteNull();
            return;
        }

        writer.BeginSequence(2);
        Codecs.Get<T1>().Write(ref writer, value.Item1);
        Codecs.Get<T2>().Write(ref writer, value.Item2);
        writer.EndSequence();
    }

    public override Tuple<T1, T2>? Read(ref WireReader reader)
    {
        if (reader.TryReadNull())
        {
            return null;
        }

        reader.BeginSequence(2);
        T1 item1 = Codecs.Get<T1>().Read(ref reader);
        T2 item2 = Codecs.Get<T2>().Read(ref reader);
        reader.EndSequence();
        return new Tuple<T1, T2>(item1, item2);
    }

    public override Tuple<T1, T2>? Copy(Tuple<T1, T2>? value) =>
        value is null ? null : new Tuple<T1, T2>(Codecs.Get<T1>().Copy(value.Item1), Codecs.Get<T2>().Copy(value.Item2));
}
