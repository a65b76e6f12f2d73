using Krewe.Scheduling.Placement;
using Krewe.Scheduling.Placement.Packing;

namespace Krewe.Bench.Admit;

/// <summary>
/// One run. Five regions of six hosts with 20 cores; for each host 350 small, 100 medium and 50 large workloads of 1, 5 and 20 cores. Whenever
/// something comes or ends, its region's waiting ones are tried, by priority and then by arrival; a size that fits nowhere is not tried again until then.
/// </summary>
internal sealed class AdmitRun
{
    private const int Regions = 5;
    private const int HostsOfRegion = 6;
    private const int Cores = 20;

    private readonly PlacementTransaction _transaction = new(Fleet(), new PlacementWeights(), DemandMix.Unknown, new PackingOptions());
    private readonly PriorityQueue<(AdmitWorkload Workload, ReplicaAllocation? Ends), (double At, int Order)> _events = new();
    private readonly Dictionary<string, SortedSet<AdmitWorkload>> _waiting = new(StringComparer.Ordinal);
    private double _coreSeconds;
    private double _lastArrival;
    private double _until;
    private int _order;
    private int _used;

    public int Admitted { get; private set; }

    public int Decisions { get; private set; }

    public double VirtualSeconds { get; private set; }

    public double MeanUse => _coreSeconds / (_lastArrival * Regions * HostsOfRegion * Cores);

    public static AdmitRun Play()
    {
        var run = new AdmitRun();
        foreach (var workload in Workloads())
        {
            run._lastArrival = Math.Max(run._lastArrival, workload.ArrivesAt);
            run._events.Enqueue((workload, null), (workload.ArrivesAt, run._order++));
        }

        while (run._events.TryDequeue(out var happens, out var when))
        {
            run.Happen(happens.Workload, happens.Ends, when.At);
        }

        return run;
    }

    private static IEnumerable<AdmitWorkload> Workloads()
    {
        var number = 0;
        for (var region = 0; region < Regions; region++)
        {
            for (var queue = 0; queue < HostsOfRegion; queue++)
            {
                foreach (var (size, count, every, runs, priority, cores) in
                    new[] { ("small", 350, 0.1, 0.2, 50, 1), ("medium", 100, 0.5, 0.5, 100, 5), ("large", 50, 1.2, 1.0, 200, 20) })
                {
                    for (var at = 0; at < count; at++)
                    {
                        yield return new AdmitWorkload(number++, $"region{region}", size, priority, cores, at * every, runs);
                    }
                }
            }
        }
    }

    private static PlacementSnapshot Fleet() => new(
        from region in Enumerable.Range(0, Regions)
        from host in Enumerable.Range(0, HostsOfRegion)
        select new HostCandidate
        {
            Name = $"host{region}-{host}",
            Region = $"region{region}",
            CpuTotalMillicores = Cores * 1_000,
            CpuFreeMillicores = Cores * 1_000,
            MemoryTotalBytes = 0,
            MemoryFreeBytes = 0,
        });

    private void Happen(AdmitWorkload workload, ReplicaAllocation? ends, double now)
    {
        _coreSeconds += _used * (Math.Min(now, _lastArrival) - Math.Min(_until, _lastArrival));
        (_until, VirtualSeconds) = (now, now);
        if (!_waiting.TryGetValue(workload.Region, out var waiting))
        {
            waiting = new SortedSet<AdmitWorkload>(Comparer<AdmitWorkload>.Create(static (one, other) =>
                one.Priority != other.Priority ? other.Priority.CompareTo(one.Priority)
                : one.ArrivesAt != other.ArrivesAt ? one.ArrivesAt.CompareTo(other.ArrivesAt)
                : one.Number.CompareTo(other.Number)));
            _waiting.Add(workload.Region, waiting);
        }

        if (ends is null)
        {
            waiting.Add(workload);
        }
        else
        {
            _transaction.Release(ends);
            _used -= workload.Cores;
        }

        Admit(waiting, now);
    }

    private void Admit(SortedSet<AdmitWorkload> waiting, double now)
    {
        var full = new HashSet<string>(StringComparer.Ordinal);
        foreach (var workload in waiting.ToList())
        {
            if (full.Contains(workload.Size))
            {
                continue;
            }

            Decisions++;
            if (_transaction.TryPlace(Request(workload)) is not { } allocation)
            {
                full.Add(workload.Size);
                if (full.Count == 3)
                {
                    break;
                }

                continue;
            }

            waiting.Remove(workload);
            Admitted++;
            _used += workload.Cores;
            _events.Enqueue((workload, allocation), (now + workload.Runs, _order++));
        }
    }

    private static PlacementRequest Request(AdmitWorkload workload) => new()
    {
        ReplicaId = $"{workload.Number}",
        Model = workload.Size,
        CpuMillicores = workload.Cores * 1_000,
        AllowedRegions = [workload.Region],
    };
}
