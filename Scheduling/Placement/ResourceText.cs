using System.Globalization;

namespace Krewe.Scheduling.Placement;

/// <summary>
/// Amounts for people, two decimals at most. What is free is rounded down and what is missing up, so that following the text is enough.
/// </summary>
internal static class ResourceText
{
    private static readonly string[] Units = ["B", "KiB", "MiB", "GiB", "TiB", "PiB"];

    public static string Bytes(long bytes, bool up)
    {
        var unit = 0;
        var scale = 1L;
        while (unit < Units.Length - 1 && Math.Abs((decimal)bytes) >= scale * 1024m)
        {
            scale *= 1024;
            unit++;
        }

        return $"{Rounded((decimal)bytes / scale, up)} {Units[unit]}";
    }

    public static string Cores(long millicores, bool up)
    {
        var cores = Rounded(millicores / 1000m, up);
        return cores == "1" ? "1 core" : $"{cores} cores";
    }

    public static string Compute(long thousandths) =>
        string.Create(CultureInfo.InvariantCulture, $"{thousandths / 10m:0.#} % of compute");

    public static string Count(long count, string one, string many) =>
        string.Create(CultureInfo.InvariantCulture, $"{count} {(count == 1 ? one : many)}");

    private static string Rounded(decimal value, bool up)
    {
        var scaled = value * 100;
        return ((up ? Math.Ceiling(scaled) : Math.Floor(scaled)) / 100).ToString("0.##", CultureInfo.InvariantCulture);
    }
}
