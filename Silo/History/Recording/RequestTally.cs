using Krewe.Silo.Front;

namespace Krewe.Silo.History.Recording;

/// <summary>
/// Requests of one model since the last second was closed. Fronts add, the sampler takes; thread-safe, without a lock. A request that
/// ends while the second is being closed counts in it or in the next one, never twice.
/// </summary>
internal sealed class RequestTally
{
    private static readonly int Outcomes = Enum.GetValues<RequestOutcome>().Length;

    private readonly int[] _outcomes = new int[Outcomes];
    private readonly int[] _latencies = new int[LatencyBuckets.Count];
    private int _touched;

    public void Add(RequestOutcome outcome, TimeSpan latency)
    {
        Interlocked.Increment(ref _outcomes[(int)outcome]);
        if (outcome == RequestOutcome.Completed)
        {
            Interlocked.Increment(ref _latencies[LatencyBuckets.IndexOf(latency)]);
        }

        if (Volatile.Read(ref _touched) == 0)
        {
            Volatile.Write(ref _touched, 1);
        }
    }

    /// <summary>Whether anything was added since the last time that this was asked.</summary>
    public bool TakeTouched() => Interlocked.Exchange(ref _touched, 0) != 0;

    public int Take(RequestOutcome outcome) => Interlocked.Exchange(ref _outcomes[(int)outcome], 0);

    /// <summary>Adds the latencies to others and begins again.</summary>
    public void TakeLatencies(Span<ushort> target)
    {
        for (var i = 0; i < _latencies.Length; i++)
        {
            if (Volatile.Read(ref _latencies[i]) != 0)
            {
                target[i] = (ushort)Math.Min(target[i] + Interlocked.Exchange(ref _latencies[i], 0), ushort.MaxValue);
            }
        }
    }
}
