using Krewe.Runtime.Identity;
using Krewe.Runtime.Turns;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

#pragma warning disable RS0030 // This file and ThreadPoolTurns are where production meets the clock, the thread pool and chance. Nothing else in the engine may.

namespace Krewe.Runtime.Hosting;

/// <summary>The production side of the seams that a simulation replaces.</summary>
internal static class SystemSeams
{
    public static void Add(IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<ITurnScheduler, ThreadPoolTurns>();
        services.TryAddSingleton<IIdSource, RandomIds>();
    }

    private sealed class RandomIds : IIdSource
    {
        private long _lastCorrelationId = Random.Shared.NextInt64(1L << 40);

        public Guid NextId() => Guid.NewGuid();

        public long NextCorrelationId() => Interlocked.Increment(ref _lastCorrelationId);
    }
}
