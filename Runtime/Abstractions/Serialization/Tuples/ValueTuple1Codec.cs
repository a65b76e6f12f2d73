namespace Krewe.Runtime.Serialization;

internal sealed class ValueTuple1Codec<T1> : ValueCodec<ValueTuple<T1>>
{
    public override bool IsImmutable => Codecs.Get<T1>().IsImmutable;

    public override void Write(ref WireWriter writer, ValueTuple<T1> value)
    {
        writer.BeginSequence(1);
        Codecs.Get<T1>().Write(ref writer, value.Item1);
        writer.EndSequence();
    }

    public override ValueTuple<T1> Read(ref WireReader reader)
    {
        reader.BeginSequence(1);
        T1 item1 = Codecs.Get<T1>().Read(ref reader);
        reader.EndSequence();
        return new ValueTuple<T1>(item1);
    }

    public override ValueTuple<T1> Copy(ValueTuple<T1> value) =>
        new ValueTuple<T1>(Codecs.Get<T1>().Copy(value.Item1));
}
