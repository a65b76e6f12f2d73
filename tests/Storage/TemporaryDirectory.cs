namespace Krewe.Storage.Tests;

/// <summary>A directory that goes with its test.</summary>
internal sealed class TemporaryDirectory : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("krewe-storage-").FullName;

    public string Database => System.IO.Path.Combine(Path, "krewe.db");

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
