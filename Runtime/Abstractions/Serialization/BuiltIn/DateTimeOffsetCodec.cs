namespace Krewe.Runtime.Serialization;

internal sealed class DateTimeOffsetCodec : ValueCodec<DateTimeOffset>
{
    public override bool IsImmutable => true;

    public override void Write(ref WireWriter writer, DateTimeOffset value)
    {
        writer.BeginSequence(2);
        writer.WriteInteger(value.Ticks);
        writer.WriteInteger(value.TotalOffsetMinutes);
        writer.EndSequence();
    }

    public override DateTimeOffset Read(ref WireReader reader)
    {
        reader.BeginSequence(2);
        long ticks = reader.ReadInteger(0, DateTime.MaxValue.Ticks);
        long minutes = reader.ReadInteger(-14 * 60, 14 * 60);
        reader.EndSequence();
        long utc = ticks - (minutes * TimeSpan.TicksPerMinute);
        return utc >= 0 && utc <= DateTime.MaxValue.Ticks
            ? new DateTimeOffset(ticks, TimeSpan.FromMinutes(minutes))
            : throw reader.Malformed("a date beyond the calendar");
    }

    public override DateTimeOffset Copy(DateTimeOffset value) => value;
}
