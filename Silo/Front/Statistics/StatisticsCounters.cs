namespace Krewe.Silo.Front.Statistics;

/// <summary>The counters of one version. Any thread may count and read.</summary>
internal sealed class StatisticsCounters
{
    private const long NanosecondsPerTick = 100;

    private long _last;
    private long _executions;
    private long _successes;
    private long _successTicks;
    private long _failures;
    private long _failureTicks;
    private long _queueTicks;
    private long _computeTicks;

    public void Count(in RequestRecord record, DateTimeOffset now)
    {
        Interlocked.Exchange(ref _last, now.ToUnixTimeMilliseconds());
        Interlocked.Add(ref _executions, record.Executions);
        if (record.Outcome != RequestOutcome.Completed)
        {
            Interlocked.Add(ref _failureTicks, record.Total.Ticks);
            Interlocked.Increment(ref _failures);
            return;
        }

        Interlocked.Add(ref _successTicks, record.Total.Ticks);
        Interlocked.Add(ref _queueTicks, record.Queue.Ticks);
        Interlocked.Add(ref _computeTicks, record.Service.Ticks);
        Interlocked.Increment(ref _successes);
    }

    public StatisticsSnapshot Read()
    {
        var successes = Interlocked.Read(ref _successes);
        return new StatisticsSnapshot
        {
            LastInference = Interlocked.Read(ref _last),
            Executions = Interlocked.Read(ref _executions),
            Success = new(successes, Interlocked.Read(ref _successTicks) * NanosecondsPerTick),
            Failure = new(Interlocked.Read(ref _failures), Interlocked.Read(ref _failureTicks) * NanosecondsPerTick),
            Queue = new(successes, Interlocked.Read(ref _queueTicks) * NanosecondsPerTick),
            Compute = new(successes, Interlocked.Read(ref _computeTicks) * NanosecondsPerTick),
        };
    }
}
