using System.Security.Cryptography;

namespace Krewe.Silo.Backends.Weights.Disk;

/// <summary>A file that is on its way: hashed as it is written, so that it never has to be read again once it is whole.</summary>
internal sealed class PartFile : IAsyncDisposable
{
    private const int ReadBytes = 1 << 20;

    private readonly Stream _stream;
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    private PartFile(Stream stream) => _stream = stream;

    /// <summary>Bytes that are there and hashed.</summary>
    public long Length { get; private set; }

    /// <summary>Opens a part, and hashes what an earlier fetch left of it.</summary>
    public static async Task<PartFile> OpenAsync(IWeightsDisk disk, string path, CancellationToken cancellationToken)
    {
        var part = new PartFile(disk.OpenPart(path));
        try
        {
            var buffer = new byte[ReadBytes];
            int read;
            while ((read = await part._stream.ReadAsync(buffer, cancellationToken)) > 0)
            {
                part._hash.AppendData(buffer, 0, read);
                part.Length += read;
            }

            return part;
        }
        catch
        {
            await part.DisposeAsync();
            throw;
        }
    }

    /// <summary>Writes the next bytes. After a failure what is there is as before, and it can be tried again.</summary>
    public async Task AppendAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        _stream.Position = Length;
        await _stream.WriteAsync(bytes, cancellationToken);
        _hash.AppendData(bytes.Span);
        Length += bytes.Length;
    }

    /// <summary>Begins anew.</summary>
    public void Reset()
    {
        _stream.SetLength(0);
        _ = _hash.GetHashAndReset();
        Length = 0;
    }

    /// <summary>Brings it to the disk itself, and says what it is, in hexadecimal.</summary>
    public async Task<string> FinishAsync(CancellationToken cancellationToken)
    {
        _stream.SetLength(Length); // A write that failed half way may have left more.
        await _stream.FlushAsync(cancellationToken);
        (_stream as FileStream)?.Flush(flushToDisk: true);
        return Convert.ToHexStringLower(_hash.GetHashAndReset());
    }

    public async ValueTask DisposeAsync()
    {
        _hash.Dispose();
        await _stream.DisposeAsync();
    }
}
