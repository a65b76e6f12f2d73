using System.Globalization;
using Krewe.Errors;

namespace Krewe.Silo.Admin;

/// <summary>Reads what stands behind the question mark.</summary>
internal static class AdminQuery
{
    /// <summary>A value; null when it is not there.</summary>
    /// <exception cref="KreweException">It is there more than once.</exception>
    public static string? Read(HttpContext context, string key) => context.Request.Query[key] switch
    {
        [] => null,
        [var value] => value,
        var values => throw new KreweException(AdminProblems.QueryInvalid(key, values.ToString(), "one value")),
    };

    /// <summary>A whole number within bounds.</summary>
    /// <exception cref="KreweException">It is none.</exception>
    public static long ReadNumber(HttpContext context, string key, long missing, long least, long most)
    {
        if (Read(context, key) is not { } text)
        {
            return missing;
        }

        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value >= least && value <= most
            ? value
            : throw new KreweException(AdminProblems.QueryInvalid(key, text, string.Create(CultureInfo.InvariantCulture, $"{least} to {most}")));
    }
}
