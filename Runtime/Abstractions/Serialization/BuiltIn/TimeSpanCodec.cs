namespace Krewe.Runtime.Serialization;

internal sealed class TimeSpanCodec : ValueCodec<TimeSpan>
{
    public override bool IsImmutable => true;

    public override void Write(ref WireWriter writer, TimeSpan value) => writer.WriteInteger(value.Ticks);

    public override TimeSpan Read(ref WireReader reader) => new(reader.ReadInteger());

    public override TimeSpan Copy(TimeSpan value) => value;
}
