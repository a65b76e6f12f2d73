using System.Globalization;

namespace Krewe.Storage.State;

/// <summary>ETags as grains see them.</summary>
internal static class StateEtag
{
    /// <summary>What no stored state has.</summary>
    public const long Impossible = -1;

    public static string Format(long etag) => etag.ToString(CultureInfo.InvariantCulture);

    /// <summary>The number behind an ETag; <see cref="Impossible"/> for a text that was never given as one, null for none.</summary>
    public static long? Parse(string? etag) => etag is null
        ? null
        : long.TryParse(etag, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && Format(number) == etag ? number : Impossible;
}
