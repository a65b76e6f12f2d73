using Krewe.Silo.Backends.Weights.Disk;

namespace Krewe.Silo.Tests.Backends.Weights;

/// <summary>A disk of any size over a directory that is really there.</summary>
internal sealed class FakeDisk(string directory) : IWeightsDisk
{
    public long TotalBytes { get; set; } = 1L << 40;

    /// <summary>Bytes that others take.</summary>
    public long Others { get; set; }

    /// <summary>Writes fail as on a full disk while this is below what is there, whatever the disk says of itself.</summary>
    public long FullAt { get; set; } = long.MaxValue;

    public long FreeBytes => TotalBytes - Others - Taken;

    private long Taken => !Directory.Exists(directory) ? 0
        : new DirectoryInfo(directory).EnumerateFiles("*", SearchOption.AllDirectories).Where(file => file.LinkTarget is null && file.Extension.Length == 0).Sum(file => file.Length);

    public Stream OpenPart(string path) => new FullStream(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read, 0), this);

    private sealed class FullStream(Stream inner, FakeDisk disk) : Stream
    {
        private const int DiskFull = 28;

        public override bool CanRead => true;

        public override bool CanSeek => true;

        public override bool CanWrite => true;

        public override long Length => inner.Length;

        public override long Position { get => inner.Position; set => inner.Position = value; }

        public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (disk.Taken + buffer.Length > disk.FullAt)
            {
                // As the kernel does: some of it is written before the failure.
                await inner.WriteAsync(buffer[..(buffer.Length / 2)], cancellationToken);
                throw new IOException("No space left on device", DiskFull);
            }

            await inner.WriteAsync(buffer, cancellationToken);
        }

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => inner.ReadAsync(buffer, cancellationToken);

        public override void SetLength(long value) => inner.SetLength(value);

        public override void Flush() => inner.Flush();

        public override Task FlushAsync(CancellationToken cancellationToken) => inner.FlushAsync(cancellationToken);

        public override long Seek(long offset, SeekOrigin origin) => inner.Seek(offset, origin);

        public override int Read(byte[] buffer, int offset, int count) => inner.Read(buffer, offset, count);

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            inner.Dispose();
            base.Dispose(disposing);
        }
    }
}
