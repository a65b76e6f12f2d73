using System.Globalization;

namespace Krewe.Storage.Sqlite.Worker;

/// <summary>ETags as grains see them.</summary>
internal static class StateEtag
{
    public static string Format(long etag) => etag.ToString(CultureInfo.InvariantCulture);
}
