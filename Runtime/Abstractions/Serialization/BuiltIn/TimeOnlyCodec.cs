namespace Krewe.Runtime.Serialization;

internal sealed class TimeOnlyCodec : ValueCodec<TimeOnly>
{
    public override bool IsImmutable => true;

    public override void Write(ref WireWriter writer, TimeOnly value) => writer.WriteInteger(value.Ticks);

    public override TimeOnly Read(ref WireReader reader) => new(reader.ReadInteger(0, TimeOnly.MaxValue.Ticks));

    public override TimeOnly Copy(TimeOnly value) => value;
}
