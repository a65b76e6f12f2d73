using System.Buffers;

namespace Krewe.Silo.Front;

/// <summary>Reads a whole body. Kestrel refuses what is over its limit, and what comes too slowly, with a <see cref="BadHttpRequestException"/>.</summary>
internal static class RequestBody
{
    public static async ValueTask<ReadOnlyMemory<byte>> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var reader = request.BodyReader;
        while (true)
        {
            var result = await reader.ReadAsync(cancellationToken);
            if (result.IsCompleted)
            {
                // Copied once: the pipe's memory is given back, and the body may wait in a queue.
                var body = result.Buffer.ToArray();
                reader.AdvanceTo(result.Buffer.End);
                return body;
            }

            reader.AdvanceTo(result.Buffer.Start, result.Buffer.End);
        }
    }
}
