namespace Krewe.Runtime.Serialization;

internal sealed class NullableCodec<T> : ValueCodec<T?>
    where T : struct
{
    public override bool IsImmutable => Codecs.Get<T>().IsImmutable;

    public override void Write(ref WireWriter writer, T? value)
    {
        if (value is { } present)
        {
            Codecs.Get<T>().Write(ref writer, present);
        }
        else
        {
            writer.WriteNull();
        }
    }

    public override T? Read(ref WireReader reader) => reader.TryReadNull() ? null : Codecs.Get<T>().Read(ref reader);

    public override T? Copy(T? value) => value is { } present ? Codecs.Get<T>().Copy(present) : null;
}
