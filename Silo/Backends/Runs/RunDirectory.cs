using System.Text.Json;
using Krewe.Errors;

namespace Krewe.Silo.Backends.Runs;

/// <summary>
/// The records of running servers, a file each. A record is there from the start of a server until its exit has been seen.
/// A lock makes sure that no second silo takes the servers of this one for leftovers.
/// </summary>
internal sealed class RunDirectory : IDisposable
{
    private const string Extension = ".json";

    private readonly string _path;
    private readonly FileStream _lock;

    public RunDirectory(string path)
    {
        _path = path;
        Directory.CreateDirectory(path);
        try
        {
            _lock = new FileStream(Path.Combine(path, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException exception)
        {
            throw new KreweException(
                new Problem
                {
                    Code = ErrorCodes.DataDirectoryInUse,
                    Message = $"Another silo runs on the data directory of '{path}' ({exception.Message}). Give each silo its own with --data.",
                },
                exception);
        }
    }

    /// <summary>Writes a record; a crash in between leaves the old file or none, never half of one.</summary>
    public void Write(RunRecord record)
    {
        var file = FileOf(record.RunId);
        File.WriteAllBytes(file + ".new", JsonSerializer.SerializeToUtf8Bytes(record));
        File.Move(file + ".new", file, overwrite: true);
    }

    public void Remove(string runId) => File.Delete(FileOf(runId));

    /// <summary>All records; what cannot be read tells nothing about any process and is removed.</summary>
    public IReadOnlyList<RunRecord> ReadAll()
    {
        var records = new List<RunRecord>();
        foreach (var file in Directory.GetFiles(_path, "*" + Extension).Order(StringComparer.Ordinal))
        {
            if (TryParse(file) is { } record)
            {
                records.Add(record);
            }
            else
            {
                File.Delete(file);
            }
        }

        return records;
    }

    public void Dispose() => _lock.Dispose();

    private static RunRecord? TryParse(string file)
    {
        try
        {
            return JsonSerializer.Deserialize<RunRecord>(File.ReadAllBytes(file));
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private string FileOf(string runId) => Path.Combine(_path, runId + Extension);
}
