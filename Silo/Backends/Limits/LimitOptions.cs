namespace Krewe.Silo.Backends.Limits;

/// <summary>How limits are enforced on this machine.</summary>
internal sealed record LimitOptions
{
    /// <summary>Where the unified hierarchy of control groups (version 2) is mounted.</summary>
    public string CgroupRoot { get; init; } = "/sys/fs/cgroup";

    /// <summary>The file that names this process' own control group.</summary>
    public string OwnCgroupFile { get; init; } = "/proc/self/cgroup";

    /// <summary>
    /// Whether memory is limited by RLIMIT_DATA where control groups are not permitted. It counts what a process has made
    /// writable, not what it touches, so it can stop a server that would have fitted; hence it is asked for, not the default.
    /// </summary>
    public bool MemoryByRlimit { get; init; }
}
