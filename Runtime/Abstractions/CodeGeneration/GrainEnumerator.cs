using Krewe.Runtime.Serialization;
using Orleans.Runtime;

namespace Krewe.Runtime.CodeGeneration;

/// <summary>The caller's side of an enumeration: fetches a batch when the last one is used up.</summary>
internal sealed class GrainEnumerator<T> : IAsyncEnumerator<T>
{
    private readonly GrainReference _target;
    private readonly IAsyncEnumerableGrainExtension _extension;
    private readonly GrainRequest _request;
    private readonly int _maxBatchSize;
    private readonly CancellationTokenSource? _both;
    private readonly CancellationToken _cancellation;
    private readonly Guid _id;
    private T[] _items = [];
    private int _index = -1;
    private bool _isStarted;
    private bool _isOver; // nothing is left to be fetched
    private bool _isGone; // the grain has nothing left to be disposed

    public GrainEnumerator(GrainReference target, GrainRequest request, int maxBatchSize, CancellationToken cancellation)
    {
        _target = target;
        _extension = target.Cast<IAsyncEnumerableGrainExtension>();
        _request = request;
        _maxBatchSize = maxBatchSize;
        _id = target.Sender.NextId();
        _cancellation = cancellation.CanBeCanceled ? cancellation : request.CancellationToken;
        if (cancellation.CanBeCanceled && request.CancellationToken.CanBeCanceled)
        {
            _both = CancellationTokenSource.CreateLinkedTokenSource(cancellation, request.CancellationToken);
            _cancellation = _both.Token;
        }
    }

    public T Current => _items[_index];

    public ValueTask<bool> MoveNextAsync()
    {
        if (_index + 1 < _items.Length)
        {
            _index++;
            return new ValueTask<bool>(true);
        }

        return _isOver ? new ValueTask<bool>(false) : new ValueTask<bool>(FetchAsync());
    }

    public async ValueTask DisposeAsync()
    {
        _isOver = true;
        (_items, _index) = ([], -1);
        await LeaveAsync();
        _both?.Dispose();
    }

    private async Task LeaveAsync()
    {
        if (_isStarted && !_isGone)
        {
            _isGone = true;
            try
            {
                await _extension.DisposeAsync(_id);
            }
            catch (Exception)
            {
                // Whether the grain hears of it or not: what nobody asks for is disposed there after a while.
            }
        }
    }

    private async Task<bool> FetchAsync()
    {
        try
        {
            while (!_isOver)
            {
                var batch = await NextBatchAsync();
                _isOver = _isGone = batch.Status == EnumerationResult.Completed;
                (_items, _index) = (Read(batch), 0);
                if (_items.Length > 0)
                {
                    return true;
                }
            }

            return false;
        }
        catch (Exception exception)
        {
            _isOver = true;
            _isGone |= exception is not (TimeoutException or OperationCanceledException or OrleansException);
            if (_cancellation.IsCancellationRequested)
            {
                _ = LeaveAsync(); // The grain learns of it now, not when its caller disposes.
            }

            throw;
        }
    }

    private async ValueTask<EnumerationBatch> NextBatchAsync()
    {
        _cancellation.ThrowIfCancellationRequested();
        var batch = _isStarted
            ? await _extension.MoveNext(_id, _cancellation)
            : await StartAsync();
        if (batch.Status == EnumerationResult.MissingEnumeratorError)
        {
            throw new EnumerationAbortedException(
                $"KRW7120: The enumeration of {_request.GetActivityName()} of {_target.GrainId} is no longer there: the grain was deactivated, or no items were asked for in longer than the response time-out.");
        }

        return batch;
    }

    private ValueTask<EnumerationBatch> StartAsync()
    {
        _isStarted = true;
        return _extension.StartEnumeration(_id, _request, _maxBatchSize, _cancellation);
    }

    private T[] Read(EnumerationBatch batch)
    {
        var items = new List<T>(Math.Min(batch.Count, batch.Items.Length));
        var reader = new WireReader(batch.Items, _target.Sender);
        for (var left = batch.Count; left > 0; left--)
        {
            items.Add(Codecs.Get<T>().Read(ref reader));
        }

        return [.. items];
    }
}
