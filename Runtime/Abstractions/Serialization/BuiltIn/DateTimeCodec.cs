namespace Krewe.Runtime.Serialization;

internal sealed class DateTimeCodec : ValueCodec<DateTime>
{
    public override bool IsImmutable => true;

    public override void Write(ref WireWriter writer, DateTime value)
    {
        // The kind travels as it is, never converted. Ticks take 62 bits, so the sum fits 64 without a sign.
        writer.WriteInteger((long)(((ulong)value.Ticks << 2) | (ulong)value.Kind));
    }

    public override DateTime Read(ref WireReader reader)
    {
        ulong bits = (ulong)reader.ReadInteger();
        ulong ticks = bits >> 2;
        return ticks <= (ulong)DateTime.MaxValue.Ticks && (bits & 3) <= 2
            ? new DateTime((long)ticks, (DateTimeKind)(bits & 3))
            : throw reader.Malformed($"{bits} is no date");
    }

    public override DateTime Copy(DateTime value) => value;
}
