using Krewe.Scheduling.Weights;
using Krewe.Weights;

namespace Krewe.Silo.Backends.Weights.Fetching;

/// <summary>Lets fetches take turns: a start before a move before preloading (<see cref="BandwidthShare"/>).</summary>
internal sealed class TransferGate(double? bytesPerSecond, TimeSpan idleAfter, TimeProvider time)
{
    private readonly BandwidthShare _share = new(bytesPerSecond, idleAfter);
    private readonly Lock _lock = new();
    private readonly long _origin = time.GetTimestamp();
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously); // Replaced under the lock.

    private TimeSpan Now => time.GetElapsedTime(_origin);

    public long Join(WeightsUrgency urgency)
    {
        lock (_lock)
        {
            return _share.Join(WeightOf(urgency), Now);
        }
    }

    public void Weigh(long transfer, WeightsUrgency urgency)
    {
        lock (_lock)
        {
            _share.Weigh(transfer, WeightOf(urgency));
        }
    }

    public void Leave(long transfer)
    {
        lock (_lock)
        {
            _share.Leave(transfer);
            Change(alsoAlone: true);
        }
    }

    /// <summary>Waits for the turn to take a piece.</summary>
    public async ValueTask TakeAsync(long transfer, int bytes, CancellationToken cancellationToken)
    {
        while (true)
        {
            TimeSpan wait;
            Task changed;
            lock (_lock)
            {
                if (_share.Ask(transfer, bytes, Now) is not { } later)
                {
                    Change();
                    return;
                }

                (wait, changed) = (later, _changed.Task);
            }

            try
            {
                // The timer's own grain is a millisecond: never less, or it would spin.
                await changed.WaitAsync(wait < TimeSpan.FromMilliseconds(1) ? TimeSpan.FromMilliseconds(1) : wait, time, cancellationToken);
            }
            catch (TimeoutException)
            {
                // Its turn may have come.
            }
        }
    }

    private static int WeightOf(WeightsUrgency urgency) => urgency switch
    {
        WeightsUrgency.Start => 16,
        WeightsUrgency.Move => 4,
        _ => 1,
    };

    private void Change(bool alsoAlone = false)
    {
        if (alsoAlone || _share.Count > 1)
        {
            _changed.TrySetResult();
            _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }
}
