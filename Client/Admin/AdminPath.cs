using System.Globalization;
using System.Text;

namespace Krewe.Client.Admin;

/// <summary>Paths of the admin API with what stands behind the question mark.</summary>
internal static class AdminPath
{
    /// <summary>Joins parts of a path, each escaped by itself.</summary>
    public static string Of(params ReadOnlySpan<string> parts)
    {
        var text = new StringBuilder();
        foreach (var part in parts)
        {
            text.Append(text.Length == 0 ? "" : "/").Append(Uri.EscapeDataString(part));
        }

        return text.ToString();
    }

    /// <summary>Adds a query; what is null is left out.</summary>
    public static string With(this string path, params ReadOnlySpan<(string Name, object? Value)> query)
    {
        var text = new StringBuilder(path);
        var separator = '?';
        foreach (var (name, value) in query)
        {
            if (value is not null)
            {
                text.Append(separator).Append(name).Append('=').Append(Uri.EscapeDataString(Convert.ToString(value, CultureInfo.InvariantCulture)!));
                separator = '&';
            }
        }

        return text.ToString();
    }
}
