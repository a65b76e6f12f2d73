namespace Krewe.Scheduling.Queueing.Ordering;

/// <summary>
/// All entries that count as one rank: shares between tenants by start-time fair queueing (Goyal, Vin, Cheng: SIGCOMM 1996), inside
/// a tenant earliest deadline first. The tag is the flow's, not the entry's: which entry is the flow's next may change until it is served.
/// </summary>
internal sealed class QueueLevel(int level, FlowTable flows, Func<string, double> weights, double burst = 0)
{
    // Flows without entries are forgotten in one sweep when there are many: a queue that is mostly empty need not make them anew.
    private const int MinIdle = 1024;

    // Tenants that a prediction looks at: its price must not grow with them.
    private const int MostLooked = 64;

    private readonly Dictionary<string, QueueFlow> _byTenant = new(StringComparer.Ordinal);
    private readonly FlowHeap _service = new(flows.ServicePositions);
    private readonly FlowHeap _shed = new(flows.ShedPositions);
    private readonly List<QueueFlow> _forgotten = [];
    private double _now;
    private double _lastFinish;
    private double _activeWeight;
    private int _sweepAt = MinIdle;

    // Made when the first entry is shed and forgotten when the level runs empty: a queue that is not full does not pay for it.
    private bool _sheds;

    public int Count { get; private set; }

    public long Bytes { get; private set; }

    /// <summary>Cost of all that waits.</summary>
    public double Cost { get; private set; }

    /// <summary>The slot that is served next; the level is not empty.</summary>
    public int NextServed => flows[_service.Top.Number].Next.Slot;

    /// <summary>The slot that leaves first: of the tenant that would be served last of all, the latest deadline.</summary>
    public int NextShed => flows[LastFlow()].Last();

    /// <summary>Virtual time at which the last waiting entry would be done.</summary>
    public double LastEnd => flows[LastFlow()].End;

    /// <summary>Virtual time at which another entry of this tenant and cost would be done.</summary>
    public double EndOfNewcomer(string tenant, double cost) =>
        _byTenant.TryGetValue(tenant, out var flow)
            ? (flow.Waits ? flow.End : StartOf(flow, cost)) + (cost / flow.Weight)
            : Math.Max(0, _now - (burst * cost / weights(tenant))) + (cost / weights(tenant));

    /// <summary>
    /// About the cost that is served before another entry of this tenant: what it has waiting itself, and what the others get until its
    /// virtual time comes. Who has waiting for half of that time will have more come, and keeps its weight of it; the others end before.
    /// </summary>
    public double CostAhead(string tenant, double cost)
    {
        if (Count == 0)
        {
            return 0;
        }

        var known = _byTenant.TryGetValue(tenant, out var own);
        var span = Math.Max(0, (!known ? _now : own!.Waits ? own.End : StartOf(own, cost)) - _now);
        var (others, weight) = (0.0, 0.0);
        var looked = Math.Min(_service.Count, MostLooked);
        for (var at = 0; at < looked; at++)
        {
            var flow = flows[_service[at].Number];
            if (flow != own)
            {
                var depth = Math.Max(0, flow.End - _now);
                others += flow.Weight * (depth >= span / 2 ? span : depth);
                weight += flow.Weight;
            }
        }

        // With very many tenants the rest is taken to be like those that were looked at.
        var rest = _service.Count > looked && weight > 0 ? Math.Max(1, _activeWeight / weight) : 1;
        return (known ? own!.Backlog : 0) + (others * rest);
    }

    public int Add(EntryKey key, string tenant, long bytes, double cost)
    {
        if (!_byTenant.TryGetValue(tenant, out var flow))
        {
            flow = Begin(tenant);
        }

        var began = !flow.Waits;
        flow.Add(key);
        flow.Backlog += cost;
        Count++;
        Bytes += bytes;
        Cost += cost;
        if (began)
        {
            flow.Start = StartOf(flow, cost);
            _activeWeight += flow.Weight;
            _service.Push(ServiceKey(flow));
            flows.Began(flow);
            if (_sheds)
            {
                _shed.Push(ShedKey(flow));
            }
        }
        else
        {
            if (flow.Next.Slot == key.Slot)
            {
                flows.Earlier(flow);
            }

            UpdateShed(flow);
        }

        return flow.Number;
    }

    /// <summary>Takes an entry out. One that is served moves virtual time and its tenant's tag on.</summary>
    public void Remove(int slot, QueueFlow flow, long bytes, double cost, bool served)
    {
        flow.Backlog -= cost;
        flow.Remove(slot);
        Count--;
        Bytes -= bytes;
        Cost -= cost;
        if (served)
        {
            _now = Math.Max(_now, flow.Start);
            Advance(flow, cost);
        }

        if (!flow.Waits)
        {
            End(flow);
            return;
        }

        if (served)
        {
            _service.Update(ServiceKey(flow));
        }
        else
        {
            UpdateShed(flow);
        }
    }

    /// <summary>Corrects what a tenant was charged, once it is known what an entry really took.</summary>
    public void Charge(string tenant, double cost)
    {
        if (!_byTenant.TryGetValue(tenant, out var flow))
        {
            if (cost <= 0)
            {
                return;
            }

            flow = Begin(tenant);
            flow.Start = _now;
        }

        var floor = Math.Min(_now, flow.Start);
        Advance(flow, cost);
        if (flow.Waits)
        {
            flow.Start = Math.Max(floor, flow.Start);
            _service.Update(ServiceKey(flow));
            UpdateShed(flow);
        }
    }

    /// <summary>
    /// When a tenant that begins to wait is due: where it left off, but not further back than its burst. So requests that come close together
    /// are not held to the pace of its share as long as it has taken less than that lately.
    /// </summary>
    private double StartOf(QueueFlow flow, double cost) => Math.Max(Math.Max(0, _now - (burst * cost / flow.Weight)), flow.Start);

    private void Advance(QueueFlow flow, double cost)
    {
        flow.Start += cost / flow.Weight;
        _lastFinish = Math.Max(_lastFinish, flow.Start);
    }

    private QueueFlow Begin(string tenant)
    {
        if (_byTenant.Count - _service.Count > _sweepAt)
        {
            Sweep();
        }

        var flow = flows.Rent(level, tenant, weights(tenant));
        _byTenant.Add(tenant, flow);
        return flow;
    }

    private void End(QueueFlow flow)
    {
        _activeWeight -= flow.Weight;
        _service.Remove(flow.Number);
        flows.Ended(flow);
        if (_sheds)
        {
            _shed.Remove(flow.Number);
        }

        if (Count == 0)
        {
            // The busy period is over: what each has had does not count in the next one.
            (_now, _activeWeight, Cost, _sheds) = (_lastFinish, 0, 0, false);
        }
    }

    private int LastFlow()
    {
        if (!_sheds)
        {
            _sheds = true;
            foreach (var flow in _byTenant.Values.Where(flow => flow.Waits))
            {
                _shed.Push(ShedKey(flow));
            }
        }

        return _shed.Top.Number;
    }

    private void UpdateShed(QueueFlow flow)
    {
        if (_sheds)
        {
            _shed.Update(ShedKey(flow));
        }
    }

    private void Sweep()
    {
        foreach (var flow in _byTenant.Values)
        {
            if (!flow.Waits && flow.Start <= _now)
            {
                _forgotten.Add(flow);
            }
        }

        foreach (var flow in _forgotten)
        {
            _byTenant.Remove(flow.Tenant);
            flows.Return(flow);
        }

        _forgotten.Clear();
        _sweepAt = Math.Max(MinIdle, 2 * (_byTenant.Count - _service.Count));
    }

    // Virtual times are not negative, so their bits are in the same order as their values.
    private static FlowKey ServiceKey(QueueFlow flow) =>
        new(BitConverter.DoubleToInt64Bits(flow.Start), flow.Number);

    private static FlowKey ShedKey(QueueFlow flow) =>
        new(-BitConverter.DoubleToInt64Bits(flow.End), flow.Number);
}
