using System.Text;

namespace Krewe.Cluster.Tests.TestSilo;

/// <summary>
/// Notes each execution when it begins, apart from the grain's state: handed to the system at once, so that the end of the process loses none.
/// </summary>
public sealed class ExecutionFile(string path) : IDisposable
{
    private readonly Lock _gate = new();
    private readonly FileStream _file = new(path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);

    public void Note(string id)
    {
        var line = Encoding.UTF8.GetBytes(id + "\n");
        lock (_gate)
        {
            _file.Write(line);
        }
    }

    public void Dispose() => _file.Dispose();
}
