namespace Krewe.Silo.Backends.Protocol;

/// <summary>Reads an answer into one array of its own, never more than a limit.</summary>
internal static class BoundedBody
{
    private const int FirstSize = 16 * 1024;

    public static async ValueTask<ReadOnlyMemory<byte>> ReadAsync(HttpContent content, int limit, CancellationToken cancellationToken)
    {
        var announced = content.Headers.ContentLength;
        if (announced > limit)
        {
            throw new ResponseTooLargeException(limit);
        }

        var stream = content.ReadAsStream(cancellationToken);
        var buffer = new byte[(int?)announced ?? Math.Min(FirstSize, limit + 1)];
        var count = 0;
        while (count != announced)
        {
            var read = await stream.ReadAsync(buffer.AsMemory(count), cancellationToken).ConfigureAwait(false);
            if (read == 0)
            {
                return buffer.AsMemory(0, count);
            }

            count += read;
            if (count > limit)
            {
                throw new ResponseTooLargeException(limit);
            }

            if (count == buffer.Length && announced is null)
            {
                Array.Resize(ref buffer, (int)Math.Min(2L * buffer.Length, limit + 1L));
            }
        }

        return buffer;
    }
}
