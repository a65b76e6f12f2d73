using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Krewe.Specs;

namespace Krewe.Silo.Backends.Weights.Disk;

/// <summary>Weights on disk: what is where, and how it becomes visible. docs/weights.md has the layout.</summary>
internal sealed class WeightsDirectory(string root)
{
    private const string RecordEnding = ".json";
    private const UnixFileMode ReadOnly = UnixFileMode.UserRead | UnixFileMode.GroupRead | UnixFileMode.OtherRead;
    private const string Prefix = "sha256:";

    private string Files => Path.Combine(root, "files");

    private string Parts => Path.Combine(root, "parts");

    private string Sets => Path.Combine(root, "sets");

    public string FileOf(string digest) => Path.Combine(Files, WeightsRules.HexOf(digest));

    public string PartOf(string digest) => Path.Combine(Parts, WeightsRules.HexOf(digest));

    /// <summary>Makes the directories where they are not there.</summary>
    public void Create()
    {
        Directory.CreateDirectory(Files);
        Directory.CreateDirectory(Parts);
        Directory.CreateDirectory(Sets);
    }

    /// <summary>The files that are there, each with its record where one can be read, and the parts. Sets of an earlier silo go: nothing uses them any more.</summary>
    public (IReadOnlyList<(string Digest, long Bytes, WeightsRecord? Record)> Files, IReadOnlyList<(string Digest, long Bytes)> Parts) Load()
    {
        if (Directory.Exists(Sets))
        {
            Directory.Delete(Sets, recursive: true);
        }

        return (
            [.. Known(Files).Select(found => (found.Digest, found.Bytes, ReadRecord(found.Digest)))],
            [.. Known(Parts)]);
    }

    /// <summary>The record of a file that is there as it was when it was hashed; null when there is none, or it has changed since.</summary>
    public WeightsRecord? ReadRecord(string digest)
    {
        try
        {
            var record = JsonSerializer.Deserialize<WeightsRecord>(File.ReadAllBytes(FileOf(digest) + RecordEnding));
            var file = new FileInfo(FileOf(digest));
            return record is not null && file.Exists && file.Length == record.Bytes && file.LastWriteTimeUtc == record.ChangedAt ? record : null;
        }
        catch (Exception exception) when (exception is IOException or JsonException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    public void WriteRecord(string digest, WeightsRecord record)
    {
        var path = FileOf(digest) + RecordEnding;
        File.WriteAllBytes(path + ".new", JsonSerializer.SerializeToUtf8Bytes(record));
        File.Move(path + ".new", path, overwrite: true);
    }

    /// <summary>Makes a part that was flushed and hashed the file.</summary>
    /// <returns>When it was last changed, as the disk says.</returns>
    public DateTime Commit(string digest)
    {
        var part = PartOf(digest);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(part, ReadOnly);
        }

        File.Move(part, FileOf(digest), overwrite: true);
        return ChangedAt(digest);
    }

    public DateTime ChangedAt(string digest) => File.GetLastWriteTimeUtc(FileOf(digest));

    /// <summary>Drops a file. Where it cannot be, that is told.</summary>
    public void DropFile(string digest)
    {
        File.Delete(FileOf(digest));
        File.Delete(FileOf(digest) + RecordEnding);
    }

    public void DropPart(string digest) => File.Delete(PartOf(digest));

    /// <summary>The directory that has a spec's weights by their names.</summary>
    public string Link(ImmutableArray<WeightsSpec> weights)
    {
        var text = string.Concat(weights.OrderBy(file => file.Name, StringComparer.Ordinal).Select(file => $"{file.Name} {file.Digest}\n"));
        var set = Path.Combine(Sets, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text))));
        Directory.CreateDirectory(set);
        foreach (var file in weights)
        {
            var link = new FileInfo(Path.Combine(set, file.Name));
            var target = Path.Combine("..", "..", "files", WeightsRules.HexOf(file.Digest));
            if (link.LinkTarget != target)
            {
                link.Delete();
                link.CreateAsSymbolicLink(target);
            }
        }

        return set;
    }

    private static IEnumerable<(string Digest, long Bytes)> Known(string directory) => !Directory.Exists(directory) ? [] :
        new DirectoryInfo(directory).EnumerateFiles()
            .Where(file => WeightsRules.IsDigest(Prefix + file.Name))
            .Select(file => (Prefix + file.Name, file.Length));
}
