using System.Buffers;
using System.IO.Pipelines;

namespace Digits.Server.Http;

/// <summary>Collects a request's body; the web server limits its size.</summary>
internal static class RequestBody
{
    /// <summary>Waits for the whole body and answers it.</summary>
    /// <exception cref="BadHttpRequestException">The body is too large, too slow or cut short.</exception>
    public static async ValueTask<ReadOnlyMemory<byte>> AnswerAsync(PipeReader reader, DigitModel model, CancellationToken cancelled)
    {
        while (true)
        {
            ReadResult read = await reader.ReadAsync(cancelled);
            if (!read.IsCompleted)
            {
                reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
                continue;
            }
            try
            {
                return Answer(read.Buffer, model);
            }
            finally
            {
                reader.AdvanceTo(read.Buffer.End);
            }
        }
    }

    private static ReadOnlyMemory<byte> Answer(ReadOnlySequence<byte> body, DigitModel model)
    {
        if (body.IsSingleSegment)
            return model.Infer(body.FirstSpan);
        int length = (int)body.Length;
        byte[] rented = ArrayPool<byte>.Shared.Rent(length);
        try
        {
            body.CopyTo(rented);
            return model.Infer(rented.AsSpan(0, length));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
    }
}
