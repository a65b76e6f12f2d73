namespace Krewe.Runtime.Serialization;

internal sealed class DateOnlyCodec : ValueCodec<DateOnly>
{
    public override bool IsImmutable => true;

    public override void Write(ref WireWriter writer, DateOnly value) => writer.WriteInteger(value.DayNumber);

    public override DateOnly Read(ref WireReader reader) => DateOnly.FromDayNumber((int)reader.ReadInteger(0, DateOnly.MaxValue.DayNumber));

    public override DateOnly Copy(DateOnly value) => value;
}
