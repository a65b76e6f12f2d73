using System.Buffers;
using Krewe.Runtime.CodeGeneration;
using Krewe.Runtime.Serialization;
using Orleans.Runtime;

namespace Krewe.Runtime.AsyncEnumerables;

/// <summary>One enumeration in a grain. All of it runs in the turns of its activation; one call at a time asks for items.</summary>
internal sealed class Enumeration(GrainEnumeration items, GrainRequest request, int maxBatchSize, RequestContextValues? context)
{
    /// <summary>An answer that has so many bytes is long enough.</summary>
    private const int EnoughBytes = 256 * 1024;

    private readonly TaskCompletionSource _ended = new();
    private Task<bool>? _next;
    private bool _isDisposed;

    /// <summary>Since when nobody asks; null while somebody does.</summary>
    public long? IdleSince { get; set; }

    /// <summary>Waits for an item and takes those that are ready after it. Empty when the time is up before there is one.</summary>
    public async Task<EnumerationBatch> TakeAsync(TimeSpan patience, TimeProvider time, CancellationToken cancellationToken)
    {
        var buffer = new ArrayBufferWriter<byte>();
        for (var count = 0; ;)
        {
            _next ??= AdvanceAsync();
            if (!_next.IsCompleted)
            {
                if (count > 0)
                {
                    return Batch(EnumerationResult.Batch, count);
                }

                if (!await WaitAsync(_next, patience, time, cancellationToken))
                {
                    return Batch(_isDisposed ? EnumerationResult.MissingEnumeratorError : EnumerationResult.Batch, 0);
                }
            }

            if (count > 0 && !_next.IsCompletedSuccessfully)
            {
                return Batch(EnumerationResult.Batch, count); // What the method threw comes by itself.
            }

            var hasItem = await _next;
            if (!hasItem)
            {
                return Batch(EnumerationResult.Completed, count);
            }

            Write(buffer);
            count++;
            _next = null;
            if (count == maxBatchSize || buffer.WrittenCount >= EnoughBytes)
            {
                return Batch(EnumerationResult.Batch, count);
            }
        }

        EnumerationBatch Batch(EnumerationResult status, int count) => new(status, count, buffer.WrittenSpan.ToArray());
    }

    /// <summary>Signals the token and disposes the enumerator, at once or when it has come to its next item; who waits is let go.</summary>
    public async Task DisposeAsync()
    {
        if (_isDisposed)
        {
            return;
        }

        _isDisposed = true;
        request.TryCancel();
        _ended.TrySetResult();
        try
        {
            if (_next is not null)
            {
                await _next;
            }
        }
        catch (Exception)
        {
            // Nobody asks for it any more.
        }

        RequestContext.Current = context;
        await items.DisposeAsync();
        request.Dispose();
    }

    /// <summary>The method's code sees the request context of the call that began the enumeration, whoever asks for the next item.</summary>
    private async Task<bool> AdvanceAsync()
    {
        RequestContext.Current = context;
        return await items.MoveNextAsync();
    }

    /// <summary>In this turn: cancelling asynchronously would leave it.</summary>
    private static void Cancel(CancellationTokenSource source) => source.Cancel();

    private void Write(ArrayBufferWriter<byte> buffer)
    {
        var writer = new WireWriter(buffer);
        items.WriteCurrent(ref writer);
    }

    /// <summary>Whether there is a next item, or an end, before the time is up.</summary>
    private async Task<bool> WaitAsync(Task<bool> next, TimeSpan patience, TimeProvider time, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var first = await Task.WhenAny(next, _ended.Task, Task.Delay(patience, time, stop.Token));
        Cancel(stop);
        cancellationToken.ThrowIfCancellationRequested();
        return ReferenceEquals(first, next);
    }
}
