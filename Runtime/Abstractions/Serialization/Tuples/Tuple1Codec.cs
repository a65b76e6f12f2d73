namespace Krewe.Runtime.Serialization;

internal sealed class Tuple1Codec<T1> : ValueCodec<Tuple<T1>?>
{
    public override bool IsImmutable => Codecs.Get<T1>().IsImmutable;

    public override void Write(ref WireWriter writer, Tuple<T1>? value)
    {
        if (value is null)
        {
            writer.WriteNull();
            return;
        }

        writer.BeginSequence(1);
        Codecs.Get<T1>().Write(ref writer, value.Item1);
        writer.EndSequence();
    }

    public override Tuple<T1>? Read(ref WireReader reader)
    {
        if (reader.TryReadNull())
        {
            return null;
        }

        reader.BeginSequence(1);
        T1 item1 = Codecs.Get<T1>().Read(ref reader);
        reader.EndSequence();
        return new Tuple<T1>(item1);
    }

    public override Tuple<T1>? Copy(Tuple<T1>? value) =>
        value is null ? null : new Tuple<T1>(Codecs.Get<T1>().Copy(value.Item1));
}
