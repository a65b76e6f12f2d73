namespace Krewe.EndToEnd.Devices;

/// <summary>A test of a silo that loads the fake of NVIDIA's library.</summary>
public sealed class FakeGpuFactAttribute : FactAttribute
{
    public FakeGpuFactAttribute() => Skip = !OperatingSystem.IsLinux() ? "The fake of NVIDIA's library is built on Linux only."
        : File.Exists(Path.Combine(Folder, "libnvidia-ml.so.1")) ? null
        : "gcc was missing when the tests were built, and the fake of NVIDIA's library needs it.";

    /// <summary>Where the build puts it.</summary>
    public static string Folder { get; } = Path.Combine(AppContext.BaseDirectory, "fake");
}
