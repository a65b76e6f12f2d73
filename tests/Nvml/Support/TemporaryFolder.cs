namespace Krewe.Nvml.Tests.Support;

/// <summary>A folder that ends with its test.</summary>
public sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("krewe-nvml-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
