using Krewe.Runtime.Activations;
using Krewe.Runtime.CodeGeneration;
using Microsoft.Extensions.Logging;
using Orleans.Runtime;

namespace Krewe.Runtime.AsyncEnumerables;

/// <summary>
/// The enumerations of an activation. Those for which nobody asked in a response time-out are disposed: their callers have vanished. All of it runs
/// in the activation's turns.
/// </summary>
internal sealed partial class Enumerations(Activation activation, ActivationShared shared) : IAsyncEnumerableGrainExtension
{
    private readonly SortedDictionary<Guid, Enumeration> _open = [];
    private ITimer? _sweep;
    private bool _isOver;

    private TimeSpan Period => shared.Messaging.ResponseTimeout is { Ticks: > 0 } timeout && timeout < TimeSpan.FromDays(1) ? timeout : TimeSpan.FromMinutes(1);

    public async ValueTask<EnumerationBatch> StartEnumeration(Guid requestId, GrainRequest request, int maxBatchSize, CancellationToken cancellationToken)
    {
        if (_isOver || _open.ContainsKey(requestId))
        {
            return Missing();
        }

        request.MakeCancellable();
        request.SetTarget(activation);
        var response = await request.Invoke();
        var enumeration = new Enumeration(
            request.Method.Open(response, request.CancellationToken), request, Math.Clamp(maxBatchSize, 1, 100_000), RequestContext.Current);
        _open.Add(requestId, enumeration);
        _sweep ??= shared.Time.CreateTimer(
            static state => ((Enumerations)state!).QueueSweep(), this, Period, Period);
        return await TakeAsync(requestId, enumeration, cancellationToken);
    }

    public ValueTask<EnumerationBatch> MoveNext(Guid requestId, CancellationToken cancellationToken) =>
        _open.TryGetValue(requestId, out var enumeration) && enumeration.IdleSince is not null
            ? new(TakeAsync(requestId, enumeration, cancellationToken))
            : new(Missing());

    public async ValueTask DisposeAsync(Guid requestId)
    {
        if (_open.Remove(requestId, out var enumeration))
        {
            StopSweeping();
            await CloseAsync(enumeration);
        }
    }

    /// <summary>The activation ends: so do its enumerations, and who asks hears that they are gone.</summary>
    public void End()
    {
        _isOver = true;
        Close([.. _open]);
    }

    private static EnumerationBatch Missing() => new(EnumerationResult.MissingEnumeratorError, 0, []);

    private async Task<EnumerationBatch> TakeAsync(Guid id, Enumeration enumeration, CancellationToken cancellationToken)
    {
        enumeration.IdleSince = null;
        var goesOn = false;
        try
        {
            var batch = await enumeration.TakeAsync(Period / 2, shared.Time, cancellationToken);
            goesOn = batch.Status == EnumerationResult.Batch;
            return batch;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            goesOn = true; // Its caller says by itself that it wants no more.
            throw;
        }
        finally
        {
            enumeration.IdleSince = shared.Time.GetTimestamp();
            if (!goesOn && _open.Remove(id))
            {
                StopSweeping();
                await CloseAsync(enumeration);
            }
        }
    }

    private void QueueSweep() => activation.Turns.QueueAction(Sweep);

    private void Sweep() => Close([.. _open.Where(one => one.Value.IdleSince is { } since && shared.Time.GetElapsedTime(since) >= Period)]);

    private void Close(KeyValuePair<Guid, Enumeration>[] which)
    {
        foreach (var (id, enumeration) in which)
        {
            _open.Remove(id);
            _ = CloseAsync(enumeration);
        }

        StopSweeping();
    }

    private async Task CloseAsync(Enumeration enumeration)
    {
        try
        {
            await enumeration.DisposeAsync();
        }
        catch (Exception exception)
        {
            Log.NotDisposed(shared.Logger, activation.GrainId, exception);
        }
    }

    private void StopSweeping()
    {
        if (_open.Count == 0)
        {
            _sweep?.Dispose();
            _sweep = null;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(7123, LogLevel.Warning, "KRW7123: A sequence of {GrainId} failed while it was disposed")]
        public static partial void NotDisposed(ILogger logger, GrainId grainId, Exception exception);
    }
}
