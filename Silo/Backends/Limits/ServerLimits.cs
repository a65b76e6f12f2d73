namespace Krewe.Silo.Backends.Limits;

/// <summary>How the grant of one server is enforced.</summary>
/// <param name="Cgroup">The control group that the server enters, or empty.</param>
/// <param name="DataLimitKilobytes">Its RLIMIT_DATA, or 0 for none.</param>
/// <param name="Cpu">What holds for CPU.</param>
/// <param name="Memory">What holds for memory.</param>
internal sealed record ServerLimits(string Cgroup, long DataLimitKilobytes, LimitEnforcement Cpu, LimitEnforcement Memory)
{
    /// <summary>What holds for accelerators; null when none were granted.</summary>
    public LimitEnforcement? Devices { get; init; }

    /// <summary>Takes the control group away once the server has ended.</summary>
    public void Remove() => Limits.Cgroup.TryRemove(Cgroup);
}
