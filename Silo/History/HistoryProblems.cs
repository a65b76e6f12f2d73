using System.Globalization;
using Krewe.Errors;

namespace Krewe.Silo.History;

/// <summary>What the history's routes refuse, in words.</summary>
internal static class HistoryProblems
{
    public static Problem TooManyReaders(int most) => new()
    {
        Code = ErrorCodes.TooManyStreams,
        Message = string.Create(CultureInfo.InvariantCulture, $"{most} readers look already, the most that a silo serves"),
        Where = "readers",
        Next = "close a page that nobody looks at, ask another silo, or read /admin/v1/history instead",
    };
}
