using Krewe.Scheduling.Placement.Packing;

namespace Krewe.Scheduling.Placement.Solving;

/// <summary>Adds to a state what lowers the objective, until nothing more does.</summary>
internal sealed class Inserter
{
    private readonly FleetState _state;
    private readonly CompiledFleet _fleet;
    private readonly DevicePicker _picker;
    private readonly List<RunningPlace>[] _running;
    private SplitMix _random;
    private InsertionStyle _style;

    public Inserter(FleetState state, ulong seed)
    {
        (_state, _fleet, _picker, _random) = (state, state.Fleet, new DevicePicker(state), new SplitMix(seed));
        _running = [.. _fleet.Lines.Select(_ => new List<RunningPlace>())];
        foreach (var place in _fleet.Running)
        {
            _running[place.Line].Add(place);
        }
    }

    /// <summary>Adds what pays.</summary>
    /// <param name="lines">The lines, in the order in which they ask.</param>
    /// <param name="style">How.</param>
    /// <param name="touched">Hosts that are looked at in any case.</param>
    /// <param name="added">Gets what was added.</param>
    public void Fill(IReadOnlyList<DemandLine> lines, InsertionStyle style, IReadOnlyCollection<int> touched, List<Placed> added)
    {
        _style = style;
        if (style.Steepest)
        {
            while (Steepest(lines, touched) is { } best)
            {
                Apply(best, added);
            }

            return;
        }

        foreach (var line in lines)
        {
            while (Best(line, touched, out _) is { } best)
            {
                Apply(best, added);
            }
        }
    }

    /// <summary>The running place as something to add, if it still fits.</summary>
    public Insertion? Stay(RunningPlace place)
    {
        var line = _fleet.Lines[place.Line];
        var use = line.Shapes[place.Shape];
        if (_state.Stays(place.Index) || _state.Count(line.Index) >= line.Most || !_state.HostFits(line, use, place.Host)
            || (!line.Warm && !_state.Accompanied(line.Model, place.Host))
            || !Array.TrueForAll(place.Devices, device => _state.DeviceFits(use, device))
            || (!line.Warm && !_state.QuotaFits(line.Model, use, place.Devices)))
        {
            return null;
        }

        var placed = new Placed(line.Index, place.Shape, place.Host, place.Devices, place.Index, place.StayCost);
        return Judge(placed, line, use, null, 0);
    }

    private Insertion? Steepest(IReadOnlyList<DemandLine> lines, IReadOnlyCollection<int> touched)
    {
        Insertion? chosen = null;
        var most = long.MinValue;
        foreach (var line in lines)
        {
            if (Best(line, touched, out var second) is { } best && second - best.Rank is var regret && regret > most)
            {
                (chosen, most) = (best, regret);
            }
        }

        return chosen;
    }

    private Insertion? Best(DemandLine line, IReadOnlyCollection<int> touched, out long second)
    {
        Insertion? best = null;
        var next = 0L;
        void Offer(Insertion? offered)
        {
            if (offered is not { } one || one.Rank >= 0)
            {
                return;
            }

            if (best is not { } known || one.Rank < known.Rank)
            {
                (next, best) = (best?.Rank ?? 0, one);
            }
            else
            {
                next = Math.Min(next, one.Rank);
            }
        }

        foreach (var place in _running[line.Index])
        {
            Offer(Stay(place));
        }

        if (!_state.Lacks(line))
        {
            second = next;
            return best;
        }

        var drawn = _style.MostHosts > 0 && line.Hosts.Length > _style.MostHosts;
        if (drawn)
        {
            foreach (var host in touched)
            {
                if (Array.BinarySearch(line.Hosts, host) is >= 0 and var at)
                {
                    OfferHost(line, at, Offer);
                }
            }
        }

        var count = drawn ? _style.MostHosts : line.Hosts.Length;
        for (var look = 0; look < count; look++)
        {
            OfferHost(line, drawn ? _random.Next(line.Hosts.Length) : look, Offer);
        }

        second = next;
        return best;
    }

    private void OfferHost(DemandLine line, int at, Action<Insertion?> offer)
    {
        var host = line.Hosts[at];
        for (var shape = 0; shape < line.Shapes.Length; shape++)
        {
            var use = line.Shapes[shape];
            if ((_style.Barred is { } barred && (barred[line.Index] >> Math.Min(shape, 31) & 1) == 1) || !_state.HostFits(line, use, host))
            {
                continue;
            }

            if (line.Warm || _state.Accompanied(line.Model, host))
            {
                offer(TryHost(line, shape, host, line.StartCosts[at], null, 0));
            }
            else if (Companion(line, host) is { } beside)
            {
                _state.Add(beside.Placed);
                offer(TryBeside(line, shape, at, beside));
                _state.Remove(beside.Placed);
            }
        }
    }

    private Insertion? TryBeside(DemandLine line, int shape, int at, Insertion beside)
    {
        var host = line.Hosts[at];
        if (!_state.HostFits(line, line.Shapes[shape], host) || !_state.Accompanied(line.Model, host)
            || TryHost(line, shape, host, line.StartCosts[at], beside.Placed, beside.Delta) is not { } pair)
        {
            return null;
        }

        _state.Add(pair.Placed);
        var whole = _state.Accompanied(_fleet.Lines[beside.Placed.Line].Model, host);
        _state.Remove(pair.Placed);
        return whole ? pair : null;
    }

    /// <summary>A replica on the host of the one other model that is missing there; it need not pay alone.</summary>
    private Insertion? Companion(DemandLine line, int host)
    {
        foreach (var rule in _fleet.Rules[line.Model])
        {
            if (!rule.Together || rule.Other < 0)
            {
                continue;
            }

            foreach (var other in _fleet.Lines)
            {
                if (other.Model == rule.Other && !other.Warm && _state.Count(other.Index) < other.Most && Array.BinarySearch(other.Hosts, host) is >= 0 and var at)
                {
                    for (var shape = 0; shape < other.Shapes.Length; shape++)
                    {
                        if (_state.HostFits(other, other.Shapes[shape], host) && TryHost(other, shape, host, other.StartCosts[at], null, 0) is { } found)
                        {
                            return found;
                        }
                    }
                }
            }
        }

        return null;
    }

    private Insertion? TryHost(DemandLine line, int shape, int host, long cost, Placed? beside, long besideDelta)
    {
        var use = line.Shapes[shape];
        if (_picker.Pick(use, host, _style.DrawsDevices ? new SplitMix(_random.Next()) : null) is not { } devices
            || (!line.Warm && !_state.QuotaFits(line.Model, use, devices)))
        {
            return null;
        }

        return Judge(new Placed(line.Index, shape, host, devices, -1, cost), line, use, beside, besideDelta);
    }

    private Insertion Judge(Placed placed, DemandLine line, ShapeUse use, Placed? beside, long besideDelta)
    {
        var delta = besideDelta + _state.DeltaOf(line, use, placed.Host, placed.Devices, placed.Cost);
        var rank = delta;
        if (_style.HostsAreFree && !line.Warm && _state.IsIdle(placed.Host))
        {
            rank -= _fleet.HostCost[placed.Host];
        }

        if (_style.BlursCosts)
        {
            var (served, count) = (_state.Served(line.Index), _state.Count(line.Index));
            var demand = line.Lack(served + use.Gives, count + 1) - line.Lack(served, count);
            rank = Math.Min(rank < 0 ? -1 : rank, rank + (long)((Math.Abs(rank - demand) + _fleet.FragmentCost) * _random.NextDouble()));
        }

        if (_style.Noise > 0)
        {
            rank += (long)(rank / 100.0 * _style.Noise * _random.NextDouble());
        }

        return new Insertion(placed, beside, delta, rank);
    }

    private void Apply(Insertion insertion, List<Placed> added)
    {
        if (insertion.Companion is { } beside)
        {
            _state.Add(beside);
            added.Add(beside);
        }

        _state.Add(insertion.Placed);
        added.Add(insertion.Placed);
    }
}
