namespace Krewe.Silo.Backends.Launching;

/// <summary>How a model server ended.</summary>
/// <param name="ExitCode">Its exit status, or null when a signal ended it.</param>
/// <param name="Signal">The signal that ended it, or null. A shell reports both as one number: an exit status above 128 reads as a signal.</param>
/// <param name="SupervisorLost">True when its supervisor ended first and the silo killed the server.</param>
internal sealed record ServerExit(int? ExitCode, int? Signal, bool SupervisorLost)
{
    private const int SignalBase = 128;
    private const int LargestSignal = 64;

    public static ServerExit FromStatus(int status, bool supervisorLost) =>
        supervisorLost ? new(null, (int)ServerSignal.Kill, true)
        : status is > SignalBase and <= SignalBase + LargestSignal ? new(null, status - SignalBase, false)
        : new(status, null, false);

    public override string ToString() =>
        SupervisorLost ? "its supervisor was killed, so the silo killed the server"
        : Signal is { } signal ? $"ended by signal {signal}{NameOf(signal)}"
        : $"exited with status {ExitCode}{MeaningOf(ExitCode)}";

    private static string NameOf(int signal) => signal switch
    {
        2 => " (INT)",
        6 => " (ABRT)",
        9 => " (KILL; out of memory also ends so)",
        11 => " (SEGV)",
        15 => " (TERM)",
        _ => "",
    };

    private static string MeaningOf(int? status) => status switch
    {
        125 => " (its limits could not be set)",
        126 => " (the command could not be executed)",
        127 => " (the command was not found)",
        _ => "",
    };
}
