using Krewe.Scheduling.Placement.Packing;

namespace Krewe.Scheduling.Placement.Solving;

/// <summary>
/// Large neighbourhood search (Shaw, CP 1998): in each step a part of the plan is taken away and filled again in one of several ways; a result
/// a little worse than the last is taken on, the best is kept. The best only improves, and is feasible from the first step.
/// </summary>
internal sealed class NeighbourhoodSearch
{
    private const int Small = 64;

    private readonly FleetState _state;
    private readonly CompiledFleet _fleet;
    private readonly Inserter _inserter;
    private readonly DemandLine[] _byWeight;
    private readonly List<Placed> _removed = [];
    private readonly List<Placed> _added = [];
    private readonly SortedSet<int> _touched = [];
    private SplitMix _random;
    private Placed[] _best = [];
    private long _lack;

    public NeighbourhoodSearch(CompiledFleet fleet, IEnumerable<Placed> start, ulong seed)
    {
        (_fleet, _state, _random) = (fleet, new FleetState(fleet), new SplitMix(seed));
        _inserter = new Inserter(_state, _random.Next());
        _byWeight = [.. fleet.Lines.OrderByDescending(line => line.MissingCost + line.MinimumCost).ThenBy(line => line.Index)];
        foreach (var placed in start)
        {
            _state.Add(placed);
        }

        _inserter.Fill(_byWeight, default, [], _added);
        Prune();
        _added.Clear();
        _removed.Clear();
        Keep();
    }

    /// <summary>The objective of the best plan, in thousandths.</summary>
    public long BestCost { get; private set; }

    public IReadOnlyList<Placed> Best => _best;

    /// <summary>Looks for something better.</summary>
    /// <param name="steps">The most steps.</param>
    /// <param name="stopAfter">Steps after which it ends as if it had been stopped.</param>
    /// <param name="enough">A cost that nothing can be below: the search ends there.</param>
    /// <param name="stop">Ends the search early.</param>
    /// <returns>Steps done.</returns>
    public int Run(int steps, int stopAfter, long enough, CancellationToken stop)
    {
        for (var step = 0; step < steps; step++)
        {
            if (step >= stopAfter || BestCost <= enough || _state.All.Count + _fleet.Lines.Length == 0 || stop.IsCancellationRequested)
            {
                return step;
            }

            var before = _state.Cost;
            Destroy();
            Refill();
            Prune();
            if (_state.Cost < BestCost)
            {
                Keep();
            }
            else if (_state.Cost > before && _state.Cost > BestCost + Slack(steps - step, steps))
            {
                Undo();
            }

            _removed.Clear();
            _added.Clear();
            _touched.Clear();
        }

        return steps;
    }

    private void Keep()
    {
        (_best, BestCost) = ([.. _state.All], _state.Cost);
        _lack = _fleet.Lines.Sum(line => line.Lack(_state.Served(line.Index), _state.Count(line.Index)));
    }

    /// <summary>How much worse than the best is taken on: less towards the end.</summary>
    private long Slack(int left, int steps)
    {
        // Costs are of very different sizes, so that none of these does for all: a share of all, a share of what is not demand, a device cut up.
        double most = _random.Next(3) switch
        {
            0 => BestCost * 0.02,
            1 => Math.Max(0, BestCost - _lack) * 0.3,
            _ => _fleet.FragmentCost,
        };
        return (long)(most * left / steps * _random.NextDouble());
    }

    private void Destroy()
    {
        var count = _state.All.Count;
        switch (_random.Next(count == 0 ? 1 : 4))
        {
            case 0:
                for (var left = Math.Min(count, 1 + _random.Next(Math.Clamp(count / 2, 4, 24))); left > 0; left--)
                {
                    Take(_state.All[_random.Next(_state.All.Count)]);
                }

                break;
            case 1:
                for (var hosts = 1 + _random.Next(3); hosts > 0; hosts--)
                {
                    TakeAll(_state.OnHost(count > 0 && _state.All.Count > 0 ? _state.All[_random.Next(_state.All.Count)].Host : 0));
                }

                break;
            case 2:
                var like = _state.All[_random.Next(count)].Line;
                TakeSome([.. _state.All.Where(placed => placed.Line == like)]);
                TakeSome([.. _state.OnHost(_random.Next(_fleet.Hosts.Length))]);
                break;
            default:
                // One host's, and some of what would like its place: the same lines elsewhere.
                var host = _state.All[_random.Next(count)].Host;
                var lines = _state.OnHost(host).Select(placed => placed.Line).ToHashSet();
                TakeAll(_state.OnHost(host));
                TakeSome([.. _state.All.Where(placed => lines.Contains(placed.Line))]);
                break;
        }

        while (_state.Orphans() is { Count: > 0 } orphans)
        {
            TakeAll(orphans);
        }
    }

    private void TakeAll(IReadOnlyList<Placed> all)
    {
        foreach (var placed in all.ToList())
        {
            Take(placed);
        }
    }

    private void TakeSome(List<Placed> from)
    {
        var most = Math.Min(from.Count, 12);
        for (var left = most == 0 ? 0 : 1 + _random.Next(most); left > 0; left--)
        {
            var at = _random.Next(from.Count);
            Take(from[at]);
            from.RemoveAt(at);
        }
    }

    private void Take(Placed placed)
    {
        _touched.Add(placed.Host);
        _state.Remove(placed);
        _removed.Add(placed);
    }

    private void Refill()
    {
        var (way, blur) = (_random.Next(10), _random.Next(4));
        var style = new InsertionStyle
        {
            Steepest = way < 5 && _fleet.Lines.Length <= Small,
            DrawsDevices = _random.Next(3) == 0,
            HostsAreFree = _random.Next(6) == 0,
            Noise = blur == 1 ? 5 << _random.Next(4) : 0,
            BlursCosts = blur >= 2,
            Barred = _random.Next(2) == 0 ? Bars() : null,
            MostHosts = Small,
        };
        IReadOnlyList<DemandLine> lines = _byWeight;
        if (way >= 5)
        {
            // By weight but for a few, or in any order.
            var keys = _byWeight.Select((line, at) => (Key: way < 8 ? at + (_random.NextDouble() * 4) : _random.NextDouble(), line)).ToList();
            lines = [.. keys.OrderBy(pair => pair.Key).Select(pair => pair.line)];
        }

        _inserter.Fill(lines, style, _touched, _added);
    }

    /// <summary>Of some lines all shapes but one, or one.</summary>
    private uint[] Bars() =>
    [
        .. _fleet.Lines.Select(line =>
        {
            if (line.Shapes.Length < 2 || _random.Next(2) == 0)
            {
                return 0U;
            }

            var one = 1U << Math.Min(31, _random.Next(line.Shapes.Length));
            return _random.Next(2) == 0 ? one : ~one;
        }),
    ];

    /// <summary>Takes away what does not pay.</summary>
    private void Prune()
    {
        var all = _state.All.Count <= Small ? _state.All : [.. _added];
        foreach (var placed in all.OrderByDescending(placed => placed.Line).ThenBy(placed => placed.Host).ThenBy(placed => placed.At).ToList())
        {
            if (_state.DeltaWithout(placed) >= 0)
            {
                continue;
            }

            _state.Remove(placed);
            if (_state.Orphans().Count > 0)
            {
                _state.Add(placed);
            }
            else if (!_added.Remove(placed))
            {
                _removed.Add(placed);
            }
        }
    }

    private void Undo()
    {
        foreach (var placed in _added)
        {
            _state.Remove(placed);
        }

        foreach (var placed in _removed)
        {
            _state.Add(placed);
        }
    }
}
