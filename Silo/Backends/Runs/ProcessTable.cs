using System.Globalization;
using System.Text;

namespace Krewe.Silo.Backends.Runs;

/// <summary>Reads the kernel's table of processes.</summary>
internal static class ProcessTable
{
    private const string Root = "/proc";

    /// <summary>An identity of the machine's present boot: process ids and start times mean nothing beyond it.</summary>
    public static string BootId { get; } = TryRead(Root + "/sys/kernel/random/boot_id")?.Trim() ?? "";

    public static ProcessStat? Find(int processId) =>
        TryRead(string.Create(CultureInfo.InvariantCulture, $"{Root}/{processId}/stat")) is { } line ? ProcessStat.Parse(line) : null;

    /// <summary>
    /// The living processes of a run: its group, and those that left the group but still carry the run's mark in their environment.
    /// A group whose leader has another start time belongs to somebody else.
    /// </summary>
    public static IReadOnlyList<int> FindSurvivors(RunRecord run)
    {
        var leader = Find(run.ProcessId);
        var groupIsOurs = leader is null || leader.StartTime == run.StartTime;
        var mark = Encoding.UTF8.GetBytes($"{Launching.ServerEnvironment.RunVariable}={run.RunId}");
        var found = new List<int>();
        foreach (var directory in Directory.EnumerateDirectories(Root))
        {
            if (!int.TryParse(Path.GetFileName(directory), NumberStyles.None, CultureInfo.InvariantCulture, out var processId)
                || processId == Environment.ProcessId
                || Find(processId) is not { IsAlive: true } stat
                || stat.StartTime < run.StartTime - RunRecord.SupervisorLead)
            {
                continue;
            }

            if ((groupIsOurs && run.ProcessId > 1 && stat.GroupId == run.ProcessId) || HasMark(processId, mark))
            {
                found.Add(processId);
            }
        }

        return found;
    }

    private static bool HasMark(int processId, ReadOnlySpan<byte> mark)
    {
        try
        {
            return File.ReadAllBytes(string.Create(CultureInfo.InvariantCulture, $"{Root}/{processId}/environ")).AsSpan().IndexOf(mark) >= 0;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false; // Ended meanwhile, or another user's and so not ours.
        }
    }

    private static string? TryRead(string file)
    {
        try
        {
            return File.ReadAllText(file);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
