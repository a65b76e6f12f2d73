using System.Globalization;

namespace Krewe.Silo.Backends.Runs;

/// <summary>The few fields of <c>/proc/PID/stat</c> that tell whose process it is (proc(5)).</summary>
/// <param name="State">R, S, D, T, Z and so on.</param>
/// <param name="GroupId">The process group.</param>
/// <param name="StartTime">Clock ticks from boot to the process' start: with the id, the identity of a process.</param>
internal sealed record ProcessStat(char State, int GroupId, long StartTime)
{
    private const int GroupField = 2;
    private const int StartTimeField = 19;

    /// <summary>False for a process that has ended and only awaits its parent's look.</summary>
    public bool IsAlive => State is not ('Z' or 'X' or 'x');

    /// <summary>Parses one line. The program's name may hold anything, so fields count from its last bracket.</summary>
    public static ProcessStat? Parse(string line)
    {
        var name = line.LastIndexOf(')');
        if (name < 0)
        {
            return null;
        }

        var fields = line[(name + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return fields.Length > StartTimeField
            && int.TryParse(fields[GroupField], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var group)
            && long.TryParse(fields[StartTimeField], NumberStyles.None, CultureInfo.InvariantCulture, out var start)
            ? new(fields[0][0], group, start)
            : null;
    }
}
