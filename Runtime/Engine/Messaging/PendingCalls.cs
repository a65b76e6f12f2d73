using System.Collections.Concurrent;
using Krewe.Runtime.Telemetry;
using Orleans.Runtime;
using Orleans.Serialization.Invocation;

namespace Krewe.Runtime.Messaging;

/// <summary>
/// The calls of this silo that wait. One timer serves all time-outs: it is armed for the earliest of them and looks through all calls
/// when it fires, which under load is about once in a time-out, not once in a call.
/// </summary>
internal sealed class PendingCalls : IDisposable
{
    // What the system's timers can wait for at once; a timer that fires early is set again.
    private static readonly TimeSpan Longest = TimeSpan.FromDays(20);

    private readonly ConcurrentDictionary<long, PendingCall> _calls = new();
    private readonly TimeProvider _time;
    private readonly EngineMetrics _metrics;
    private readonly ITimer _timer;
    private readonly Lock _gate = new();
    private long _armedFor = long.MaxValue; // UTC ticks; written under _gate

    public PendingCalls(TimeProvider time, EngineMetrics metrics)
    {
        _time = time;
        _metrics = metrics;
        _timer = time.CreateTimer(static state => ((PendingCalls)state!).ExpireDue(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Told of each call whose time is up, after its caller was.</summary>
    public Action<PendingCall> Expired { get; set; } = static _ => { };

    public int Count => _calls.Count;

    public bool Contains(long correlationId) => _calls.ContainsKey(correlationId);

    public void Add(PendingCall call)
    {
        call.Began = _metrics.MeasuresLatency ? _time.GetTimestamp() : null;
        _calls[call.CorrelationId] = call;
        if (call.ExpiresAt != DateTimeOffset.MaxValue && call.ExpiresAt.UtcTicks < Volatile.Read(ref _armedFor))
        {
            Arm(call.ExpiresAt.UtcTicks);
        }
    }

    public bool TryRemove(long correlationId, out PendingCall call) => _calls.TryRemove(correlationId, out call!);

    public void Complete(long correlationId, Response response)
    {
        if (_calls.TryRemove(correlationId, out var call))
        {
            if (call.Began is { } began)
            {
                _metrics.Answered(_time.GetElapsedTime(began));
            }

            call.Complete(response);
        }
    }

    /// <summary>Notes that a call was forwarded to another silo, so that the end of that one reaches its caller.</summary>
    public void Moved(long correlationId, SiloAddress to)
    {
        if (_calls.TryGetValue(correlationId, out var call))
        {
            call.Message.TargetSilo = to;
        }
    }

    /// <summary>Gives all callers the same outcome; on stop.</summary>
    public void CompleteAll(Func<PendingCall, Exception> outcome) => CompleteAll(static _ => true, outcome);

    /// <summary>Gives some callers the same outcome.</summary>
    /// <param name="which">Which.</param>
    /// <param name="outcome">What they get.</param>
    public void CompleteAll(Predicate<Message> which, Func<PendingCall, Exception> outcome)
    {
        foreach (var call in _calls.Values.Where(call => which(call.Message)).OrderBy(call => call.CorrelationId))
        {
            Complete(call.CorrelationId, Response.FromException(outcome(call)));
        }
    }

    public void Dispose() => _timer.Dispose();

    private void Arm(long ticks)
    {
        lock (_gate)
        {
            if (ticks >= _armedFor)
            {
                return;
            }

            Volatile.Write(ref _armedFor, ticks);
            var due = new TimeSpan(ticks - _time.GetUtcNow().UtcTicks);
            _timer.Change(due <= TimeSpan.Zero ? TimeSpan.Zero : due < Longest ? due : Longest, Timeout.InfiniteTimeSpan);
        }
    }

    private void ExpireDue()
    {
        // Disarmed before the calls are looked through: a call added meanwhile is either seen or arms the timer itself.
        lock (_gate)
        {
            Volatile.Write(ref _armedFor, long.MaxValue);
        }

        var now = _time.GetUtcNow().UtcTicks;
        var next = long.MaxValue;
        List<PendingCall>? due = null;
        foreach (var (_, call) in _calls)
        {
            if (call.ExpiresAt.UtcTicks <= now)
            {
                (due ??= []).Add(call);
            }
            else if (call.ExpiresAt != DateTimeOffset.MaxValue)
            {
                next = Math.Min(next, call.ExpiresAt.UtcTicks);
            }
        }

        // Timers count whole milliseconds and may fire a little early.
        if (next != long.MaxValue)
        {
            Arm(next);
        }

        foreach (var call in due?.OrderBy(call => call.CorrelationId) ?? Enumerable.Empty<PendingCall>())
        {
            if (_calls.TryRemove(call.CorrelationId, out _))
            {
                call.Expire();
                _metrics.RequestsTimedOut.Add(1);
                Expired(call);
            }
        }
    }
}
