using System.Collections.Concurrent;
using Krewe.Grains.Models.Slots;
using Krewe.Models;
using Krewe.Naming;
using Krewe.Silo.Configuration;

namespace Krewe.Silo.Front.Slots;

/// <summary>
/// All slots that this front keeps, by queue. A round each 100 ms tells the queues about them; it pauses while there are none. Any thread may call.
/// </summary>
internal sealed class FrontSlots : IFrontSlots, IDisposable
{
    /// <summary>How late a queue hears what was executed.</summary>
    internal static readonly TimeSpan Period = TimeSpan.FromMilliseconds(100);

    private readonly ConcurrentDictionary<ModelKey, ModelSlots> _models = new();
    private readonly KnownGrains _grains;
    private readonly string _front;
    private readonly TimeProvider _time;
    private readonly ITimer _timer;
    private int _ticking; // 1 while the timer runs; whoever sets it starts it

    /// <summary>With none.</summary>
    public FrontSlots(KnownGrains grains, SiloSettings settings, TimeProvider time)
    {
        (_grains, _front, _time) = (grains, settings.Host, time);
        _timer = time.CreateTimer(static self => ((FrontSlots)self!).Tick(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>The slots of a queue that are kept here; null when there never were any.</summary>
    public ModelSlots? Of(ModelKey model) => _models.GetValueOrDefault(model);

    /// <summary>Keeps the slot of a grant.</summary>
    public HeldSlot Keep(ModelKey model, Grant grant, long generation, long askedAt)
    {
        var slots = _models.GetOrAdd(model, static (key, self) => new ModelSlots(self._grains.Model(key), self._front, self._time), this);
        var slot = slots.Keep(grant, generation, askedAt);
        if (Interlocked.Exchange(ref _ticking, 1) == 0)
        {
            _timer.Change(Period, Timeout.InfiniteTimeSpan);
        }

        return slot;
    }

    /// <inheritdoc/>
    public void Revoke(ModelKey model) => Of(model)?.Revoke();

    /// <summary>Gives all back, as far as it is idle: this silo stops.</summary>
    public void ReturnAll()
    {
        foreach (var (_, slots) in _models)
        {
            slots.Revoke();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _timer.Dispose();

    private void Tick()
    {
        Volatile.Write(ref _ticking, 0);
        var any = false;
        foreach (var (_, slots) in _models)
        {
            if (!slots.IsEmpty)
            {
                any = true;
                _ = slots.RoundAsync();
            }
        }

        if (any && Interlocked.Exchange(ref _ticking, 1) == 0)
        {
            _timer.Change(Period, Timeout.InfiniteTimeSpan);
        }
    }
}
