namespace Krewe.Testing.Processes;

/// <summary>A directory that is there for one test.</summary>
public sealed class TemporaryDirectory : IDisposable
{
    /// <summary>Its path.</summary>
    public string Path { get; } = Directory.CreateTempSubdirectory("krewe-test-").FullName;

    /// <summary>A path in it.</summary>
    /// <param name="name">The file's name.</param>
    public string File(string name) => System.IO.Path.Combine(Path, name);

    /// <inheritdoc/>
    public void Dispose()
    {
        try
        {
            Directory.Delete(Path, recursive: true);
        }
        catch (IOException)
        {
            // A process that is just dying may still write; the system cleans its temporary files.
        }
    }
}
