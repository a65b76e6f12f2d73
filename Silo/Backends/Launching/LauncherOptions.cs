using Krewe.Silo.Backends.Accelerators;

namespace Krewe.Silo.Backends.Launching;

/// <summary>Where the launcher keeps its records and which parts of the machine it uses.</summary>
internal sealed record LauncherOptions
{
    /// <summary>The directory of run records, <c>DATA/run</c>.</summary>
    public required string RunDirectory { get; init; }

    /// <summary>The POSIX shell that runs the supervisor.</summary>
    public string Shell { get; init; } = "/bin/sh";

    /// <summary>Where the MPS daemon of this machine has its pipes, if one runs.</summary>
    public string MpsDirectory { get; init; } = MpsDaemon.UsualDirectory;

    /// <summary>How long the shell may take to name the server's process.</summary>
    public TimeSpan SpawnTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long the last lines of a server that has exited are awaited.</summary>
    public TimeSpan OutputDrain { get; init; } = TimeSpan.FromMilliseconds(200);
}
