using System.Text.Json;
using System.Text.Json.Serialization;

namespace Krewe.Admin;

/// <summary>Durations as seconds with a fraction. Exact to the tick: states are stored in this form and compared after they were read.</summary>
internal sealed class SecondsJsonConverter : JsonConverter<TimeSpan>
{
    public override TimeSpan Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var ticks = Math.Round(reader.GetDouble() * TimeSpan.TicksPerSecond);
        return reader.TryGetDecimal(out var seconds) && Math.Abs(ticks) < long.MaxValue
            ? TimeSpan.FromTicks((long)Math.Round(seconds * TimeSpan.TicksPerSecond))
            : throw new JsonException("a number of seconds is too large");
    }

    public override void Write(Utf8JsonWriter writer, TimeSpan value, JsonSerializerOptions options) =>
        writer.WriteNumberValue((decimal)value.Ticks / TimeSpan.TicksPerSecond);
}
