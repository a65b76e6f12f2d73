using System.Globalization;
using System.Text;

namespace Krewe.Silo.Backends.Limits;

/// <summary>The files of one control group of version 2 (kernel documentation, admin-guide/cgroup-v2).</summary>
internal static class Cgroup
{
    public const string Processes = "cgroup.procs";
    public const string Controllers = "cgroup.controllers";
    public const string SubtreeControl = "cgroup.subtree_control";

    private const int CpuPeriodMicroseconds = 100_000;

    /// <summary>The kernel refuses quotas below a millisecond.</summary>
    private const long SmallestQuotaMicroseconds = 1_000;

    public static string CpuMax(double cores) =>
        string.Create(CultureInfo.InvariantCulture, $"{Math.Max(SmallestQuotaMicroseconds, (long)Math.Round(cores * CpuPeriodMicroseconds))} {CpuPeriodMicroseconds}");

    /// <summary>Writes a value as one write(2), which is what the kernel parses.</summary>
    public static void Write(string group, string file, string value)
    {
        using var stream = new FileStream(Path.Combine(group, file), FileMode.OpenOrCreate, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);
        stream.Write(Encoding.ASCII.GetBytes(value));
    }

    /// <summary>Writes a value that a kernel may not know or a container may not permit.</summary>
    public static void TryWrite(string group, string file, string value)
    {
        try
        {
            Write(group, file, value);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
        }
    }

    /// <summary>Kills every process of the group, also those that made a process group or session of their own (Linux 5.14).</summary>
    public static void TryKill(string group)
    {
        if (group.Length > 0 && Directory.Exists(group))
        {
            TryWrite(group, "cgroup.kill", "1");
        }
    }

    /// <summary>Removes an empty group. One that still holds processes stays; the next start of a silo tries again.</summary>
    public static void TryRemove(string group)
    {
        try
        {
            if (group.Length > 0)
            {
                Directory.Delete(group);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
        }
    }
}
