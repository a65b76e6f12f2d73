using System.Globalization;

namespace Krewe.Specs;

/// <summary>How specs, and the messages about them, write quantities: <c>250ms</c>, <c>256MiB</c>, <c>0.5</c>.</summary>
public static class SpecUnits
{
    private static readonly (long Ticks, string Unit)[] DurationUnits =
    [
        (TimeSpan.TicksPerHour, "h"),
        (TimeSpan.TicksPerMinute, "m"),
        (TimeSpan.TicksPerSecond, "s"),
    ];

    private static readonly (long Bytes, string Unit)[] SizeUnits =
    [
        (1L << 40, "TiB"),
        (1L << 30, "GiB"),
        (1L << 20, "MiB"),
        (1L << 10, "KiB"),
    ];

    /// <summary>A duration in the largest unit (<c>h</c>, <c>m</c>, <c>s</c>, <c>ms</c>) that needs no fraction; below a millisecond with one.</summary>
    /// <param name="value">The duration.</param>
    public static string FormatDuration(TimeSpan value)
    {
        foreach (var (ticks, unit) in DurationUnits)
        {
            if (value.Ticks != 0 && value.Ticks % ticks == 0)
            {
                return string.Create(CultureInfo.InvariantCulture, $"{value.Ticks / ticks}{unit}");
            }
        }

        return value == TimeSpan.Zero
            ? "0s"
            : string.Create(CultureInfo.InvariantCulture, $"{(decimal)value.Ticks / TimeSpan.TicksPerMillisecond:0.####}ms");
    }

    /// <summary>A number of bytes in the largest binary unit that needs no fraction; plain bytes otherwise.</summary>
    /// <param name="bytes">The number.</param>
    public static string FormatBytes(long bytes)
    {
        foreach (var (size, unit) in SizeUnits)
        {
            if (bytes != 0 && bytes % size == 0)
            {
                return string.Create(CultureInfo.InvariantCulture, $"{bytes / size}{unit}");
            }
        }

        return bytes.ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>Thousandths as a number of wholes: 500 is <c>0.5</c>.</summary>
    /// <param name="thousandths">The number.</param>
    public static string FormatThousandths(long thousandths) => (thousandths / 1_000m).ToString("0.###", CultureInfo.InvariantCulture);
}
