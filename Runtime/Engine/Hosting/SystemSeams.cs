using Krewe.Runtime.Identity;
using Krewe.Runtime.Telemetry;
using Krewe.Runtime.Turns;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Runtime;

#pragma warning disable RS0030 // This file is where production meets the clock, the thread pool and chance. Nothing else in the engine may.

namespace Krewe.Runtime.Hosting;

/// <summary>The production side of the seams that a simulation replaces.</summary>
internal static partial class SystemSeams
{
    public static void Add(IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<ITurnScheduler, ThreadPoolTurns>();
        services.TryAddSingleton<IIdSource, RandomIds>();
    }

    private sealed class ThreadPoolTurns(IOptions<SchedulingOptions> options, EngineMetrics metrics, ILogger<TurnQueue> logger) : ITurnScheduler
    {
        public int TurnsPerDispatch => 64;

        public long Clock => Environment.TickCount64;

        public long LongTurn { get; } = (long)options.Value.TurnWarningLengthThreshold.TotalMilliseconds is > 0 and var limit ? limit : long.MaxValue;

        public void Schedule(TurnQueue queue) => ThreadPool.UnsafeQueueUserWorkItem(queue, preferLocal: true);

        public void WasLong(TurnQueue queue, long milliseconds)
        {
            metrics.LongTurns.Add(1);
            Log.LongTurn(logger, queue.Name, milliseconds);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(7012, LogLevel.Warning, "KRW7012: A turn of {GrainId} took {Milliseconds} ms: it kept its thread and its grain from everything else")]
        public static partial void LongTurn(ILogger logger, GrainId grainId, long milliseconds);
    }

    private sealed class RandomIds : IIdSource
    {
        private long _lastCorrelationId = Random.Shared.NextInt64(1L << 40);

        public Guid NextId() => Guid.NewGuid();

        public long NextCorrelationId() => Interlocked.Increment(ref _lastCorrelationId);
    }
}
