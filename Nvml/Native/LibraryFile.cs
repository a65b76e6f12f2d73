using System.Runtime.InteropServices;

namespace Krewe.Nvml.Native;

/// <summary>Finds the library's file and opens it. It is never closed again: the driver's library does not survive that.</summary>
internal static class LibraryFile
{
    private const string LinuxName = "libnvidia-ml.so.1";
    private const string WindowsName = "nvml.dll";

    /// <summary>Where drivers put it when the loader does not know the place: packages, container mounts, GKE and WSL.</summary>
    private static readonly string[] LinuxFolders =
    [
        "/usr/lib64", "/usr/lib64/nvidia", "/usr/lib", "/usr/lib/nvidia", "/usr/lib/x86_64-linux-gnu", "/usr/lib/aarch64-linux-gnu",
        "/usr/local/nvidia/lib64", "/run/nvidia/driver/usr/lib64", "/usr/lib/wsl/lib",
    ];

    /// <summary>What is tried, in this order: the bare name is found by the loader, so LD_LIBRARY_PATH counts.</summary>
    internal static IEnumerable<string> Candidates(NvmlLoadOptions options)
    {
        if (options.Path is { Length: > 0 } path)
        {
            return [path];
        }

        var name = OperatingSystem.IsWindows() ? WindowsName : LinuxName;
        var own = options.SearchFolders.Select(folder => Path.Combine(folder, name));
        return OperatingSystem.IsWindows()
            ? [.. own, Path.Combine(Environment.SystemDirectory, name), Path.Combine(ProgramFiles(), "NVIDIA Corporation", "NVSMI", name)]
            : [.. own, name, .. LinuxFolders.Select(folder => Path.Combine(folder, name))];
    }

    /// <summary>Opens the first that can be opened.</summary>
    /// <param name="options">Where to look.</param>
    /// <param name="file">The address of the library, 0 when there is none.</param>
    /// <param name="path">What was opened.</param>
    internal static bool TryOpen(NvmlLoadOptions options, out nint file, out string path)
    {
        foreach (var candidate in Candidates(options))
        {
            if (NativeLibrary.TryLoad(candidate, out file))
            {
                path = candidate;
                return true;
            }
        }

        (file, path) = (0, "");
        return false;
    }

    private static string ProgramFiles() =>
        Environment.GetEnvironmentVariable("ProgramW6432") ?? Environment.GetFolderPath(Environment.SpecialFolder.ProgramFiles);
}
