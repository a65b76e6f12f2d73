using System.Globalization;

namespace Krewe.Nvml;

/// <summary>A driver's version as numbers: 580.159.04 is major 580, minor 159. What changed its meaning between drivers is chosen by it.</summary>
internal readonly record struct DriverRelease(int Major, int Minor)
{
    /// <summary>From here on the ids of the slowdown counters are the renumbered ones (CUDA 13.0 Update 1, "Known Issues").</summary>
    private static readonly DriverRelease Renumbered = new(580, 82);

    internal bool HasRenumberedSlowdownFields => Compare(this, Renumbered) >= 0;

    internal static DriverRelease Parse(string version)
    {
        var parts = version.Split('.');
        return new DriverRelease(Number(parts, 0), Number(parts, 1));
    }

    internal static int Compare(DriverRelease left, DriverRelease right) => (left.Major, left.Minor).CompareTo((right.Major, right.Minor));

    private static int Number(string[] parts, int index) =>
        index < parts.Length && int.TryParse(parts[index], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
}
