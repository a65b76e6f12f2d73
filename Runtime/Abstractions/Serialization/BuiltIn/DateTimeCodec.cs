namespace Krewe.Runtime.Serialization;

internal sealed class DateTimeCodec : ValueCodec<DateTime>
{
    public override bool IsImmutable => true;

    public override void Write(ref WireWriter writer, DateTime value)
    {
        // The kind travels as it is, never converted; ticks stay below 2^62.
        writer.WriteInteger((value.Ticks << 2) | (long)value.Kind);
    }

    public override DateTime Read(ref WireReader reader)
    {
        long bits = reader.ReadInteger();
        long ticks = bits >> 2;
        return ticks >= 0 && ticks <= DateTime.MaxValue.Ticks && (bits & 3) <= 2
            ? new DateTime(ticks, (DateTimeKind)(bits & 3))
            : throw reader.Malformed($"{bits} is no date");
    }

    public override DateTime Copy(DateTime value) => value;
}
