using Krewe.Errors;

namespace Krewe.Silo.Backends.Launching;

/// <summary>Finds the program of a command before anything is started, so that a wrong one is refused with words instead of an exit status.</summary>
internal static class CommandLookup
{
    private const UnixFileMode AnyExecute = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    /// <summary>Throws <see cref="KreweException"/> when the command or its directory cannot be used.</summary>
    public static void Check(string command, string? workingDirectory, string path)
    {
        if (workingDirectory is not null && !Directory.Exists(workingDirectory))
        {
            throw new KreweException(
                ErrorCodes.LaunchFailed, $"The working directory '{workingDirectory}' of the model server does not exist on this host. Create it, or name another.");
        }

        if (command.Contains('/', StringComparison.Ordinal))
        {
            var file = Path.GetFullPath(command, workingDirectory is null ? Environment.CurrentDirectory : Path.GetFullPath(workingDirectory));
            if (!IsExecutable(file))
            {
                throw new KreweException(
                    ErrorCodes.LaunchFailed, $"The command '{command}' of the model server is {(File.Exists(file) ? "not executable (chmod +x)" : "not a file")} at '{file}'.");
            }
        }
        else if (!path.Split(':').Any(directory => IsExecutable(Path.Combine(directory, command))))
        {
            throw new KreweException(
                ErrorCodes.LaunchFailed, $"The command '{command}' of the model server is not in PATH ({path}). Install it on this host, or write its whole path.");
        }
    }

    private static bool IsExecutable(string file) =>
        File.Exists(file) && (OperatingSystem.IsWindows() || (File.GetUnixFileMode(file) & AnyExecute) != 0);
}
