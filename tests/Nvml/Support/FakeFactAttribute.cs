namespace Krewe.Nvml.Tests.Support;

/// <summary>A test that needs the fake library: it raises faults, or expects what a scenario says.</summary>
public sealed class FakeFactAttribute : FactAttribute
{
    public FakeFactAttribute() => Skip = WhyMissing;

    /// <summary>Where the build puts it.</summary>
    public static string Folder { get; } = Path.Combine(AppContext.BaseDirectory, "fake");

    public static string? WhyMissing { get; } =
        Card.IsReal ? "KREWE_NVML=real: this needs the fake library."
        : !OperatingSystem.IsLinux() ? "The fake of NVIDIA's library is built on Linux only."
        : File.Exists(Path.Combine(Folder, "libnvidia-ml.so.1")) ? null
        : "gcc was missing when the tests were built, and the fake of NVIDIA's library needs it.";
}
