using System.Buffers;
using System.Globalization;

namespace Krewe.Specs.Yaml.Reading;

/// <summary>Reads quantities as <see cref="SpecUnits"/> writes them, and a few more notations.</summary>
internal static class QuantityParser
{
    public const string DurationRule = "a number with one of ms, s, m, h, such as 250ms, 10s, 2m, 1h";
    public const string SizeRule = "a number of bytes, or one with KiB, MiB, GiB, TiB, KB, MB, GB, TB, such as 256MiB";
    public const string ThousandthsRule = "a number with at most three decimals such as 0.5, or thousandths such as 500m";

    private static readonly SearchValues<char> NumberCharacters = SearchValues.Create("-0123456789.");

    private static readonly Dictionary<string, long> Durations = new(StringComparer.Ordinal)
    {
        ["ms"] = TimeSpan.TicksPerMillisecond,
        ["s"] = TimeSpan.TicksPerSecond,
        ["m"] = TimeSpan.TicksPerMinute,
        ["h"] = TimeSpan.TicksPerHour,
    };

    private static readonly Dictionary<string, long> Sizes = new(StringComparer.Ordinal)
    {
        [""] = 1,
        ["B"] = 1,
        ["KiB"] = 1L << 10,
        ["MiB"] = 1L << 20,
        ["GiB"] = 1L << 30,
        ["TiB"] = 1L << 40,
        ["KB"] = 1_000,
        ["MB"] = 1_000_000,
        ["GB"] = 1_000_000_000,
        ["TB"] = 1_000_000_000_000,
    };

    private static readonly Dictionary<string, long> Thousandths = new(StringComparer.Ordinal) { [""] = 1_000, ["m"] = 1 };

    public static bool TryDuration(string text, out TimeSpan value)
    {
        var found = text == "0" ? 0 : Parse(text, Durations);
        value = TimeSpan.FromTicks(found ?? 0);
        return found is not null;
    }

    public static bool TrySize(string text, out long value)
    {
        var found = Parse(text, Sizes);
        value = found ?? 0;
        return found is not null;
    }

    public static bool TryThousandths(string text, out int value)
    {
        var found = Parse(text, Thousandths);
        value = found is { } wide and <= int.MaxValue and >= int.MinValue ? (int)wide : 0;
        return found is <= int.MaxValue and >= int.MinValue;
    }

    /// <summary>The number times its unit; null unless that is a whole number that fits.</summary>
    private static long? Parse(string text, Dictionary<string, long> units)
    {
        var digits = text.AsSpan().IndexOfAnyExcept(NumberCharacters);
        var number = digits < 0 ? text.AsSpan() : text.AsSpan(0, digits);
        var unit = digits < 0 ? "" : text[digits..].TrimStart(' ');
        const NumberStyles Style = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint;
        if (number.Length > 24
            || !units.TryGetValue(unit, out var factor)
            || !decimal.TryParse(number, Style, CultureInfo.InvariantCulture, out var parsed)
            || Math.Abs(parsed) > long.MaxValue / factor)
        {
            return null;
        }

        var product = parsed * factor;
        return product == decimal.Truncate(product) ? (long)product : null;
    }
}
