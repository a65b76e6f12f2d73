using System.Globalization;

namespace Krewe.Silo.Backends.Limits;

/// <summary>Turns a grant into limits, and says for each what enforces it.</summary>
internal sealed class LimitSetter(LimitOptions options)
{
    private const string AskForRlimit = "RLIMIT_DATA is off by default";
    private const string RlimitReach = "for each process of the server, and for its private writable memory";

    private readonly Lazy<CgroupParent> _parent = new(() => CgroupParent.Open(options));

    /// <summary>Makes the group of one start.</summary>
    /// <param name="name">A name that no other start has.</param>
    /// <param name="cpuCores">Granted cores; 0 for no limit.</param>
    /// <param name="memoryBytes">Granted bytes; 0 for no limit.</param>
    public ServerLimits Prepare(string name, double cpuCores, long memoryBytes)
    {
        if (cpuCores <= 0 && memoryBytes <= 0)
        {
            return new("", 0, LimitEnforcement.NotAsked, LimitEnforcement.NotAsked);
        }

        var parent = _parent.Value;
        var reason = parent.Reason;
        if (parent.Path.Length > 0)
        {
            try
            {
                return InGroup(Path.Combine(parent.Path, name), cpuCores, memoryBytes);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                Cgroup.TryRemove(Path.Combine(parent.Path, name));
                reason = $"cgroup v2 is not permitted: {exception.Message}";
            }
        }

        return WithoutGroup(reason, cpuCores, memoryBytes);
    }

    private static ServerLimits InGroup(string group, double cpuCores, long memoryBytes)
    {
        Directory.CreateDirectory(group);
        if (cpuCores > 0)
        {
            Cgroup.Write(group, "cpu.max", Cgroup.CpuMax(cpuCores));
        }

        if (memoryBytes > 0)
        {
            Cgroup.Write(group, "memory.max", memoryBytes.ToString(CultureInfo.InvariantCulture));
            Cgroup.TryWrite(group, "memory.swap.max", "0");
            Cgroup.TryWrite(group, "memory.oom.group", "1"); // One process of a server without the others serves nobody.
        }

        var enforced = new LimitEnforcement(LimitEnforcement.ByCgroup);
        return new(group, 0, cpuCores > 0 ? enforced : LimitEnforcement.NotAsked, memoryBytes > 0 ? enforced : LimitEnforcement.NotAsked);
    }

    private ServerLimits WithoutGroup(string reason, double cpuCores, long memoryBytes)
    {
        var cpu = cpuCores > 0 ? new LimitEnforcement(LimitEnforcement.None, $"{reason}; no rlimit bounds a share of CPU") : LimitEnforcement.NotAsked;
        if (memoryBytes <= 0)
        {
            return new("", 0, cpu, LimitEnforcement.NotAsked);
        }

        return options.MemoryByRlimit
            ? new("", Math.Max(1, memoryBytes / 1024), cpu, new(LimitEnforcement.ByRlimit, RlimitReach))
            : new("", 0, cpu, new(LimitEnforcement.None, $"{reason}; {AskForRlimit}"));
    }
}
