using System.Globalization;

namespace Krewe.Silo.Backends.Limits;

/// <summary>
/// The group <c>krewe</c> under which each server gets a group of its own. A group with processes in it cannot hand
/// controllers to its children, so the silo, when it is alone in its group (as under systemd with Delegate=yes),
/// first moves into a leaf <c>krewe-silo</c> beside it.
/// </summary>
internal sealed class CgroupParent
{
    private const string ParentName = "krewe";
    private const string SiloName = "krewe-silo";
    private const string Wanted = "+cpu +memory";

    private static readonly string[] Controllers = ["cpu", "memory"];

    private CgroupParent(string path, string reason)
    {
        Path = path;
        Reason = reason;
    }

    /// <summary>The directory, or empty when groups cannot be used.</summary>
    public string Path { get; }

    /// <summary>Why they cannot.</summary>
    public string Reason { get; }

    public static CgroupParent Open(LimitOptions options)
    {
        if (!File.Exists(System.IO.Path.Combine(options.CgroupRoot, Cgroup.Controllers)))
        {
            return new("", $"no cgroup v2 at {options.CgroupRoot}");
        }

        try
        {
            var own = OwnGroup(options);
            var missing = Missing(own, Cgroup.Controllers);
            if (missing.Length > 0)
            {
                return new("", $"the controllers {missing} are not available in {own}");
            }

            HandDown(own);
            var parent = Directory.CreateDirectory(System.IO.Path.Combine(own, ParentName)).FullName;
            Cgroup.Write(parent, Cgroup.SubtreeControl, Wanted);
            return new(parent, "");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return new("", $"cgroup v2 is not permitted: {exception.Message}");
        }
    }

    private static void HandDown(string own)
    {
        if (Missing(own, Cgroup.SubtreeControl).Length == 0)
        {
            return;
        }

        try
        {
            Cgroup.Write(own, Cgroup.SubtreeControl, Wanted);
        }
        catch (IOException) when (IsAloneIn(own))
        {
            var leaf = Directory.CreateDirectory(System.IO.Path.Combine(own, SiloName)).FullName;
            Cgroup.Write(leaf, Cgroup.Processes, Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
            Cgroup.Write(own, Cgroup.SubtreeControl, Wanted);
        }
    }

    private static bool IsAloneIn(string own) =>
        File.ReadAllText(System.IO.Path.Combine(own, Cgroup.Processes)).Trim() == Environment.ProcessId.ToString(CultureInfo.InvariantCulture);

    /// <summary>A silo that was here before has moved itself into the leaf: then the group meant is the one above it.</summary>
    private static string OwnGroup(LimitOptions options)
    {
        var line = File.ReadLines(options.OwnCgroupFile).FirstOrDefault(line => line.StartsWith("0::", StringComparison.Ordinal))
            ?? throw new IOException($"{options.OwnCgroupFile} names no cgroup v2");
        var path = line[3..].Trim('/');
        if (path == SiloName || path.EndsWith("/" + SiloName, StringComparison.Ordinal))
        {
            path = path[..^SiloName.Length].TrimEnd('/');
        }

        return System.IO.Path.Combine(options.CgroupRoot, path);
    }

    private static string Missing(string group, string file)
    {
        var present = File.ReadAllText(System.IO.Path.Combine(group, file)).Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries);
        return string.Join(" and ", Controllers.Except(present));
    }
}
