using System.Globalization;

namespace Krewe.Bench.Load.Generator;

/// <summary>CPU time of processes, from /proc/PID/stat (proc(5)): user and system, of all threads, in hundredths of a second.</summary>
internal static class ProcessCpu
{
    private const int TicksPerSecond = 100; // sysconf(_SC_CLK_TCK) on every Linux that runs .NET
    private const int UserField = 11, SystemField = 12; // of those after the name, which may hold spaces

    public static double Microseconds(IEnumerable<int> processes) => processes.Sum(Microseconds);

    public static double Microseconds(int process)
    {
        var stat = File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{process}/stat"));
        var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        var ticks = long.Parse(fields[UserField], CultureInfo.InvariantCulture) + long.Parse(fields[SystemField], CultureInfo.InvariantCulture);
        return ticks * 1e6 / TicksPerSecond;
    }

    /// <summary>A process and its children.</summary>
    public static int[] Family(int process)
    {
        var children = File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{process}/task/{process}/children"));
        return [process, .. children.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(child => int.Parse(child, CultureInfo.InvariantCulture))];
    }
}
