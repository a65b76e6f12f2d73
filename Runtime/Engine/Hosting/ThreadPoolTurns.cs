using System.Diagnostics;
using Krewe.Runtime.Telemetry;
using Krewe.Runtime.Turns;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Runtime;

#pragma warning disable RS0030 // With SystemSeams: where production meets the thread pool.

namespace Krewe.Runtime.Hosting;

/// <summary>
/// Turns on the thread pool. A turn that a call from outside of all turns causes runs on the caller's thread, if the callee is idle and its
/// turns have been short: the caller waits for it anyway. See docs/request-path.md.
/// </summary>
internal sealed partial class ThreadPoolTurns : ITurnScheduler
{
    /// <summary>How many turns of a queue a caller's thread runs at most; what is left goes to the pool.</summary>
    private const int TurnsForCaller = 4;

    /// <summary>Turns for which a caller's thread is not kept again soon.</summary>
    private static readonly long LongForCaller = Stopwatch.Frequency / 1_000;

    [ThreadStatic]
    private static bool _holding;

    [ThreadStatic]
    private static TurnQueue? _held;

    private readonly ExecutionContext _none = WithoutValues();
    private readonly EngineMetrics _metrics;
    private readonly ILogger<TurnQueue> _logger;

    public ThreadPoolTurns(IOptions<SchedulingOptions> options, EngineMetrics metrics, ILogger<TurnQueue> logger)
    {
        (_metrics, _logger) = (metrics, logger);
        LongTurn = (long)options.Value.TurnWarningLengthThreshold.TotalMilliseconds is > 0 and var limit ? limit : long.MaxValue;
    }

    public int TurnsPerDispatch => 64;

    public long Clock => Environment.TickCount64;

    public long LongTurn { get; }

    public void Schedule(TurnQueue queue)
    {
        if (_holding && _held is null && queue.IsActivation && queue.Lengths.AreShort())
        {
            _held = queue;
            return;
        }

        ThreadPool.UnsafeQueueUserWorkItem(queue, preferLocal: true);
    }

    public bool TryHold()
    {
        if (_holding || !IsFree())
        {
            return false;
        }

        return _holding = true;
    }

    public void Release()
    {
        var queue = _held;
        (_holding, _held) = (false, null);
        if (queue is null)
        {
            return;
        }

        // The turn is not to see what the caller's code has set for itself.
        var callers = ExecutionContext.Capture();
        if (callers is null)
        {
            ThreadPool.UnsafeQueueUserWorkItem(queue, preferLocal: true);
            return;
        }

        ExecutionContext.Restore(_none);
        var began = Stopwatch.GetTimestamp();
        try
        {
            queue.RunTurns(TurnsForCaller);
        }
        finally
        {
            queue.Lengths.Note(Stopwatch.GetTimestamp() - began > LongForCaller);
            ExecutionContext.Restore(callers);
        }
    }

    public bool MayRunHere(TurnQueue queue) => !_holding && IsFree() && queue.IsActivation && queue.Lengths.AreShort();

    public void WasLong(TurnQueue queue, long milliseconds)
    {
        _metrics.LongTurns.Add(1);
        Log.LongTurn(_logger, queue.Name, milliseconds);
    }

    /// <summary>Whether this thread is the pool's, in nobody's turn, and with no way of its own to run things.</summary>
    private static bool IsFree() =>
        TurnQueue.Running is null && Thread.CurrentThread.IsThreadPoolThread && SynchronizationContext.Current is null;

    /// <summary>The context of a thread in which nothing was set.</summary>
    private static ExecutionContext WithoutValues()
    {
        ExecutionContext? none = null;
        var thread = new Thread(() => none = ExecutionContext.Capture());
        thread.UnsafeStart();
        thread.Join();
        return none!;
    }

    private static partial class Log
    {
        [LoggerMessage(7012, LogLevel.Warning, "KRW7012: A turn of {GrainId} took {Milliseconds} ms: it kept its thread and its grain from everything else")]
        public static partial void LongTurn(ILogger logger, GrainId grainId, long milliseconds);
    }
}
