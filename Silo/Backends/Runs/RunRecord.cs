namespace Krewe.Silo.Backends.Runs;

/// <summary>What is written down about a started server, so that a later silo can tell it from a stranger with the same process id.</summary>
internal sealed record RunRecord
{
    /// <summary>The supervisor starts a little before the server; in clock ticks (10 ms), generously.</summary>
    public const long SupervisorLead = 1000;

    /// <summary>The replica, <c>tenant/model@region/n</c>.</summary>
    public required string Replica { get; init; }

    /// <summary>The epoch of its lease.</summary>
    public required long Epoch { get; init; }

    /// <summary>The server's process, which leads the group of the same id.</summary>
    public required int ProcessId { get; init; }

    /// <summary>When it started, in clock ticks from boot; 0 when it had ended before that could be read.</summary>
    public required long StartTime { get; init; }

    /// <summary>The mark in the environment of every process of this start; random, so it proves whose a process is.</summary>
    public required string RunId { get; init; }

    /// <summary>The boot in which the numbers above mean something.</summary>
    public required string BootId { get; init; }

    /// <summary>The server's control group, or empty.</summary>
    public string Cgroup { get; init; } = "";
}
