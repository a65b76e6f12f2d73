using System.Collections.Immutable;
using Krewe.Scheduling.Placement.Problems;
using Krewe.Scheduling.Placement.Solving;

namespace Krewe.Scheduling.Placement.Plans;

/// <summary>
/// Plays the way on a ledger. Whatever fits is started; whatever is no longer needed is stopped, never leaving fewer of a line than before or than
/// wanted, whichever is less. When nothing moves, a replica in the way goes through free room elsewhere; without free room one is stopped first,
/// where its minimum allows.
/// </summary>
internal sealed class PlanOrder
{
    private readonly CompiledFleet _fleet;
    private readonly FleetState _state;
    private readonly List<PlanReplica> _toStart;
    private readonly List<PlanReplica> _toStop;
    private readonly int[] _floor;
    private readonly PlanSteps _steps;
    private int _detours;

    public PlanOrder(CompiledFleet fleet, ImmutableArray<FleetReplica> wanted)
    {
        (_fleet, _state, _steps) = (fleet, new FleetState(fleet), new PlanSteps(fleet));
        var reader = new PlanReader(fleet);
        var stays = wanted.Where(replica => replica.Id.Length > 0).Select(replica => replica.Id).ToHashSet(StringComparer.Ordinal);
        var running = fleet.Problem.Running.Select(replica => new PlanReplica(replica, reader.Read(replica))).ToList();
        foreach (var replica in running.Where(replica => replica.Placed is not null))
        {
            _state.Add(replica.Placed!);
        }

        _toStop = [.. running.Where(replica => !stays.Contains(replica.Replica.Id))];
        _toStart = [.. wanted.Where(replica => replica.Id.Length == 0).Select(replica => new PlanReplica(replica, reader.Read(replica)))];
        _toStart.Sort((one, other) => Order(one).CompareTo(Order(other)));
        var goal = new int[fleet.Lines.Length];
        foreach (var replica in wanted)
        {
            goal[reader.Read(replica)!.Line]++;
        }

        _floor = [.. fleet.Lines.Select(line => Math.Min(goal[line.Index], _state.Count(line.Index)))];
        _detours = _toStop.Count + _toStart.Count;
    }

    public FleetPlan Write()
    {
        foreach (var unknown in _toStop.Where(replica => replica.Placed is null).ToList())
        {
            Stop(unknown, "nothing is wanted of it");
        }

        while (_toStart.Count + _toStop.Count > 0)
        {
            if (!StartWhatFits() && !StopWhatMay(keeps: true) && !(_toStart.Count > 0 && (Detour() || StopWhatMay(keeps: false))))
            {
                break;
            }
        }

        return new FleetPlan(_steps.All, [.. _toStart.Select(replica => replica.Replica)]);
    }

    /// <summary>More important lines first; the rest by name, so that the order is always the same.</summary>
    private (long Weight, string Text) Order(PlanReplica replica) => (-_fleet.Lines[replica.Placed!.Line].MissingCost, replica.Replica.ToString());

    private bool StartWhatFits()
    {
        var moved = false;
        foreach (var replica in _toStart.Where(replica => Fits(replica.Placed!)).ToList())
        {
            if (Fits(replica.Placed!))
            {
                _toStart.Remove(replica);
                _state.Add(replica.Placed!);
                _steps.Start(replica, "it is wanted");
                moved = true;
            }
        }

        return moved;
    }

    /// <param name="keeps">Whether as many must be left as before or as wanted; else only the minimum, and only one goes.</param>
    private bool StopWhatMay(bool keeps)
    {
        var moved = false;
        var wanted = _toStart.Select(replica => replica.Placed!.Host).ToHashSet();
        foreach (var replica in _toStop.OrderBy(replica => wanted.Contains(replica.Placed!.Host) ? 0 : 1).ThenBy(replica => replica.Replica.ToString(), StringComparer.Ordinal).ToList())
        {
            var line = _fleet.Lines[replica.Placed!.Line];
            var least = keeps ? _floor[line.Index] : Math.Min(line.Minimum, _floor[line.Index]);
            if (_state.Count(line.Index) <= least && !line.Warm)
            {
                continue;
            }

            if (!keeps && !wanted.Contains(replica.Placed.Host) && !SharesScope(replica))
            {
                continue; // nothing would come of it
            }

            Stop(replica, keeps ? "it is no longer wanted" : "there is no room to start what replaces it first");
            moved = true;
            if (!keeps)
            {
                _floor[line.Index] = Math.Min(_floor[line.Index], _state.Count(line.Index));
                break;
            }
        }

        return moved;
    }

    /// <summary>Whether what waits could wait for more than room on a host: a quota or a rule.</summary>
    private bool SharesScope(PlanReplica replica)
    {
        var model = _fleet.Lines[replica.Placed!.Line].Model;
        return _toStart.Exists(waiting => _steps.ScopesOf(_fleet.Lines[waiting.Placed!.Line].Model).Overlaps(_steps.ScopesOf(model)));
    }

    /// <summary>A replica in the way is started again where there is room, so that it can go.</summary>
    private bool Detour()
    {
        if (_detours == 0)
        {
            return false;
        }

        var wanted = _toStart.Select(replica => replica.Placed!.Host).ToHashSet();
        foreach (var replica in _toStop.Where(replica => wanted.Contains(replica.Placed!.Host) && replica.Placed.Running != PlanReader.Detoured))
        {
            var line = _fleet.Lines[replica.Placed!.Line];
            if (line.Warm || FreeRoom(line, wanted) is not { } room)
            {
                continue;
            }

            _detours--;
            _state.Add(room);
            var temporary = new PlanReplica(PlanReader.Write(_fleet, room), room);
            _steps.Start(temporary, $"for a while, so that {replica.Replica.Id} can make room");
            Stop(replica, "another stands in for it");
            _toStop.Add(temporary);
            return true;
        }

        return false;
    }

    private Placed? FreeRoom(DemandLine line, HashSet<int> wanted)
    {
        var picker = new DevicePicker(_state);
        foreach (var host in line.Hosts.OrderBy(host => wanted.Contains(host) ? 1 : 0).ThenBy(host => host))
        {
            for (var shape = 0; shape < line.Shapes.Length; shape++)
            {
                var use = line.Shapes[shape];
                if (!wanted.Contains(host) && _state.HostFits(line, use, host, surge: true) && picker.Pick(use, host, null) is { } devices && _state.QuotaFits(line.Model, use, devices))
                {
                    return new Placed(line.Index, shape, host, devices, PlanReader.Detoured, 0);
                }
            }
        }

        return null;
    }

    private bool Fits(Placed placed)
    {
        var line = _fleet.Lines[placed.Line];
        var use = line.AllShapes[placed.Shape];
        return _state.HostFits(line, use, placed.Host, surge: true)
            && Array.TrueForAll(placed.Devices, device => _state.DeviceFits(use, device))
            && (line.Warm || _state.QuotaFits(line.Model, use, placed.Devices));
    }

    private void Stop(PlanReplica replica, string reason)
    {
        _toStop.Remove(replica);
        if (replica.Placed is { } placed)
        {
            _state.Remove(placed);
        }

        _steps.Stop(replica, reason);
    }
}
