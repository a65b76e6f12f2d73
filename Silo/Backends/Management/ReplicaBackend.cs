using System.Diagnostics.CodeAnalysis;
using Krewe.Backends;
using Krewe.Errors;
using Krewe.Naming;
using Krewe.Silo.Backends.Logs;

namespace Krewe.Silo.Backends.Management;

/// <summary>The model server of one replica over its starts and epochs: at most one runs, and never one of an older epoch.</summary>
[SuppressMessage("Design", "CA1001", Justification = "A semaphore without a wait handle holds nothing, and the replica lives as long as the silo.")]
internal sealed class ReplicaBackend(ReplicaId replica, BackendServices services)
{
    private readonly SemaphoreSlim _turn = new(1); // Starts and stops come one after the other.
    private readonly Lock _lock = new();
    private long _highestEpoch; // Only grows; under the lock.
    private volatile BackendRun? _run; // Written within the turn.
    private volatile StartUnderWay? _start; // Written within the turn.

    public LogRing Log { get; } = new(services.Time, services.Options.LogLines);

    public BackendRun? Run => _run;

    public BackendStatus? Status => _run?.Status;

    public async Task<BackendStatus> EnsureAsync(BackendOrder order, CancellationToken cancellationToken)
    {
        var epoch = order.Lease.Epoch;
        Raise(epoch);
        if (_run is { } older && older.Status.Epoch < epoch)
        {
            older.Kill(); // Before the turn: somebody may be waiting in it for this very server to end gracefully.
        }

        _start?.EndBelow(epoch); // It may be waiting for weights.
        await _turn.WaitAsync(cancellationToken);
        try
        {
            Raise(epoch); // A newer order may have come while this one waited.
            if (_run is { } run && run.Status.State != BackendState.Exited)
            {
                if (run.Status.Epoch == epoch)
                {
                    return run.Status;
                }

                run.Kill();
                await run.Ended.WaitAsync(cancellationToken);
            }

            return await StartAsync(order, cancellationToken);
        }
        finally
        {
            _turn.Release();
        }
    }

    public async Task<BackendStatus?> StopAsync(long epoch, TimeSpan grace, CancellationToken cancellationToken)
    {
        _start?.EndBelow(epoch + 1);
        await _turn.WaitAsync(cancellationToken);
        try
        {
            if (_run is { } run && run.Status.Epoch <= epoch)
            {
                await run.StopAsync(grace).WaitAsync(cancellationToken);
            }

            return Status;
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>For the end of the silo: no turn is waited for.</summary>
    public Task StopNowAsync(TimeSpan grace)
    {
        _start?.EndBelow(long.MaxValue);
        return _run is { } run ? run.StopAsync(grace) : Task.CompletedTask;
    }

    private void Raise(long epoch)
    {
        lock (_lock)
        {
            if (epoch < _highestEpoch)
            {
                throw new KreweException(
                    ErrorCodes.StaleEpoch,
                    $"The order for {replica} carries epoch {epoch}, and epoch {_highestEpoch} has been seen. Its lease has ended; only a newer one can start the model server.");
            }

            _highestEpoch = epoch;
        }
    }

    private async Task<BackendStatus> StartAsync(BackendOrder order, CancellationToken cancellationToken)
    {
        var incarnation = Status is { } last && last.Epoch == order.Lease.Epoch ? last.Incarnation + 1 : 1;
        using var start = new StartUnderWay(order.Lease.Epoch, cancellationToken);
        _start = start;
        try
        {
            if (!order.Backend.Weights.IsEmpty)
            {
                Log.Append(LogRing.Krewe, $"Its weights are looked for: {string.Join(", ", order.Backend.Weights.Select(weights => weights.Name))}.");
            }

            _run = await BackendRun.StartAsync(services, order, incarnation, Log, start.Token);
            return _run.Status;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new KreweException(ErrorCodes.StaleEpoch, $"The start of {replica} under epoch {order.Lease.Epoch} was given up: it was told to stop, or its lease has ended.");
        }
        catch (KreweException exception)
        {
            Log.Append(LogRing.Krewe, exception.Problem.Message); // Its log shows why there is nothing else in it.
            throw;
        }
        finally
        {
            _start = null;
        }
    }
}
