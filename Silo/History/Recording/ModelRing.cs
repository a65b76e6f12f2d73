using System.Collections.Immutable;
using Krewe.History;
using Krewe.Models;
using Krewe.Silo.Front;

namespace Krewe.Silo.History.Recording;

/// <summary>A model's last 15 minutes on this silo. Written and read under the store's lock; only the tally is added to without it.</summary>
internal sealed class ModelRing
{
    private readonly SecondRing<ModelCounts> _counts = new();
    private readonly ushort[] _latencies = new ushort[HistoryLimits.Seconds * LatencyBuckets.Count];

    /// <summary>The requests of the second that is not closed yet.</summary>
    public RequestTally Tally { get; } = new();

    /// <summary>The last second in which there was anything to tell.</summary>
    public long LastUsed { get; private set; }

    /// <summary>Closes a second.</summary>
    /// <param name="second">Which.</param>
    /// <param name="queue">The queue; null when it is not on this silo.</param>
    /// <returns>How many requests ended.</returns>
    public int Close(long second, ModelView? queue)
    {
        var touched = Tally.TakeTouched();
        if (!touched && queue is null)
        {
            return 0;
        }

        LastUsed = second;
        var known = _counts.Has(second);
        ref var counts = ref _counts.Claim(second);
        var latencies = LatenciesOf(second);
        if (!known)
        {
            latencies.Clear();
        }

        if (queue is { Waiting: [var critical, var standard, var batch, ..] })
        {
            counts.HasQueue = true;
            (counts.WaitingCritical, counts.WaitingStandard, counts.WaitingBatch) = (critical, standard, batch);
            counts.Running = queue.Running;
        }

        return touched ? Take(ref counts, latencies) : 0;
    }

    /// <summary>A second that is there; null when there is nothing to tell.</summary>
    public ModelSample? Find(long second)
    {
        if (!_counts.Has(second))
        {
            return null;
        }

        ref readonly var counts = ref _counts[second];
        return new ModelSample
        {
            Second = second,
            Completed = counts.Completed,
            Invalid = counts.Invalid,
            Refused = counts.Refused,
            Expired = counts.Expired,
            Failed = counts.Failed,
            Cancelled = counts.Cancelled,
            Waiting = counts.HasQueue ? [counts.WaitingCritical, counts.WaitingStandard, counts.WaitingBatch] : [],
            Running = counts.Running,
            Latencies = counts.Completed == 0 ? [] : Pairs(LatenciesOf(second)),
        };
    }

    private int Take(ref ModelCounts counts, Span<ushort> latencies)
    {
        int completed = Tally.Take(RequestOutcome.Completed), invalid = Tally.Take(RequestOutcome.Invalid);
        int refused = Tally.Take(RequestOutcome.Refused), expired = Tally.Take(RequestOutcome.Expired);
        int failed = Tally.Take(RequestOutcome.Failed), cancelled = Tally.Take(RequestOutcome.Cancelled);
        counts.Completed += completed;
        counts.Invalid += invalid;
        counts.Refused += refused;
        counts.Expired += expired;
        counts.Failed += failed;
        counts.Cancelled += cancelled;
        Tally.TakeLatencies(latencies);
        return completed + invalid + refused + expired + failed + cancelled;
    }

    private Span<ushort> LatenciesOf(long second) =>
        _latencies.AsSpan(SecondRing<ModelCounts>.SlotOf(second) * LatencyBuckets.Count, LatencyBuckets.Count);

    private static ImmutableArray<ushort> Pairs(ReadOnlySpan<ushort> counts)
    {
        var pairs = ImmutableArray.CreateBuilder<ushort>();
        for (var i = 0; i < counts.Length; i++)
        {
            if (counts[i] != 0)
            {
                pairs.Add((ushort)i);
                pairs.Add(counts[i]);
            }
        }

        return pairs.ToImmutable();
    }
}
