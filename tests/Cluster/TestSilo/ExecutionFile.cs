using System.Text;

namespace Krewe.Cluster.Tests.TestSilo;

/// <summary>
/// Notes each execution when it begins, apart from the grain's state: handed to the system at once, so that the end of the process loses none.
/// </summary>
public sealed class ExecutionFile(string directory) : IDisposable
{
    private readonly Lock _gate = new();
    private readonly FileStream _file = new(
        Path.Combine(directory, $"executions-{Environment.ProcessId}"), FileMode.Append, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);

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
