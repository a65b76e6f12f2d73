namespace Krewe.Silo.Backends.Weights.Disk;

/// <summary>The disk that a directory is on; the directory need not be there yet.</summary>
internal sealed class WeightsDisk(string directory) : IWeightsDisk
{
    public long TotalBytes => Drive.TotalSize;

    public long FreeBytes => Drive.AvailableFreeSpace;

    private DriveInfo Drive
    {
        get
        {
            var there = directory;
            while (!Directory.Exists(there) && Path.GetDirectoryName(there) is { } above)
            {
                there = above;
            }

            return new DriveInfo(there);
        }
    }

    public Stream OpenPart(string path) => new FileStream(path, new FileStreamOptions
    {
        Mode = FileMode.OpenOrCreate,
        Access = FileAccess.ReadWrite,
        Share = FileShare.Read,
        BufferSize = 0, // pieces are large enough
        Options = FileOptions.Asynchronous,
    });
}
