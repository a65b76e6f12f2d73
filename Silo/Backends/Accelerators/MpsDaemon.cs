using System.Globalization;
using Krewe.Silo.Backends.Runs;

namespace Krewe.Silo.Backends.Accelerators;

/// <summary>NVIDIA's Multi-Process Service on this machine, where an operator runs it: it can bound a client's share of a GPU. Krewe does not start it.</summary>
/// <param name="Directory">Its pipe directory.</param>
internal sealed record MpsDaemon(string Directory)
{
    /// <summary>Where it puts its pipes unless it is told otherwise.</summary>
    public const string DefaultDirectory = "/tmp/nvidia-mps";

    private const string Control = "control";
    private const string ProcessFile = "nvidia-cuda-mps-control.pid";

    /// <summary>The directory that counts here: as CUDA itself finds it.</summary>
    public static string UsualDirectory => Environment.GetEnvironmentVariable("CUDA_MPS_PIPE_DIRECTORY") is { Length: > 0 } given ? given : DefaultDirectory;

    /// <summary>The daemon that serves that directory; null when none does. A directory that a dead one has left does not count.</summary>
    public static MpsDaemon? Find(string directory)
    {
        if (!File.Exists(Path.Combine(directory, Control)))
        {
            return null;
        }

        try
        {
            var text = File.ReadAllText(Path.Combine(directory, ProcessFile)).Trim();
            return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var process) && ProcessTable.Find(process) is { IsAlive: true }
                ? new MpsDaemon(directory)
                : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null; // Nobody can say that it runs.
        }
    }
}
