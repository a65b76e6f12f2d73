namespace Krewe.Scheduling.Placement.Solving;

/// <summary>
/// What is placed where, with what is free and what it all costs, kept up to date by each change. It never holds what breaks a hard
/// constraint, but for models that must be together, which <see cref="Orphans"/> tells. Not safe for concurrent use.
/// </summary>
internal sealed class FleetState
{
    private const int Dimensions = 4;

    private readonly CompiledFleet _fleet;
    private readonly long[] _hostFree;
    private readonly long[] _memory;
    private readonly int[] _compute;
    private readonly int[] _slices;
    private readonly long[] _share;
    private readonly int[] _users;
    private readonly int[] _sharers;
    private readonly int[] _serving;
    private readonly long[] _served;
    private readonly int[] _count;
    private readonly int[] _modelHost;
    private readonly int[] _warmHost;
    private readonly int[] _modelZone;
    private readonly long[] _quota;
    private readonly bool[] _stays;
    private readonly List<Placed> _all = [];
    private readonly List<Placed>[] _onHost;

    public FleetState(CompiledFleet fleet)
    {
        _fleet = fleet;
        var (hosts, models) = (fleet.Hosts.Length, fleet.Models.Length);
        _hostFree = [.. fleet.Hosts.SelectMany(host => new[] { host.CpuMillicores, host.MemoryBytes, host.NetworkMegabits, host.DiskBytes })];
        _memory = [.. fleet.Devices.Select(device => device.MemoryBytes)];
        _compute = [.. fleet.Devices.Select(device => device.ComputeThousandths)];
        _slices = [.. fleet.Devices.Select(device => device.MigSlices)];
        (_share, _users, _sharers) = (new long[fleet.Devices.Length], new int[fleet.Devices.Length], new int[fleet.Devices.Length]);
        (_serving, _served, _count) = (new int[hosts], new long[fleet.Lines.Length], new int[fleet.Lines.Length]);
        (_modelHost, _warmHost, _modelZone) = (new int[models * hosts], new int[models * hosts], new int[models * fleet.Zones]);
        _quota = [.. fleet.Quotas.SelectMany(quota => new[] { quota.DeviceThousandths, quota.CpuMillicores, quota.MemoryBytes })];
        _stays = new bool[fleet.Running.Length];
        _onHost = [.. fleet.Hosts.Select(_ => new List<Placed>())];
        Cost = fleet.GoingCost + fleet.Lines.Sum(line => line.Lack(0, 0));
    }

    public CompiledFleet Fleet => _fleet;

    /// <summary>The objective, in thousandths.</summary>
    public long Cost { get; private set; }

    public IReadOnlyList<Placed> All => _all;

    public IReadOnlyList<Placed> OnHost(int host) => _onHost[host];

    public long Served(int line) => _served[line];

    public int Count(int line) => _count[line];

    public bool Stays(int running) => _stays[running];

    /// <summary>Whether nothing serves there.</summary>
    public bool IsIdle(int host) => _serving[host] == 0;

    /// <summary>Thousandths in use, and how many use it.</summary>
    public (long Share, int Users) Use(int device) => (_share[device], _users[device]);

    public long FreeMemory(int device) => _memory[device];

    /// <summary>Whether something more on a line is worth a look.</summary>
    public bool Lacks(DemandLine line) => _count[line.Index] < line.Most && (_served[line.Index] < line.Need || _count[line.Index] < line.Minimum);

    /// <summary>Whether the host has room, and its rules allow one more; the devices and models to be beside are not looked at, with surge nor is what is needed.</summary>
    public bool HostFits(DemandLine line, ShapeUse use, int host, bool surge = false)
    {
        var at = host * Dimensions;
        if ((!surge && _served[line.Index] + use.Gives > line.Ceiling) || use.Host[0] > _hostFree[at] || use.Host[1] > _hostFree[at + 1] || use.Host[2] > _hostFree[at + 2] || use.Host[3] > _hostFree[at + 3])
        {
            return false;
        }

        if (line.Warm)
        {
            return _warmHost[(line.Model * _fleet.Hosts.Length) + host] == 0;
        }

        var model = _fleet.Models[line.Model];
        if ((model.MaxPerHost > 0 && _modelHost[(line.Model * _fleet.Hosts.Length) + host] >= model.MaxPerHost)
            || (model.MaxPerZone > 0 && _modelZone[(line.Model * _fleet.Zones) + _fleet.ZoneOf[host]] >= model.MaxPerZone))
        {
            return false;
        }

        var quota = _fleet.QuotaOf[line.Model];
        if (quota >= 0 && (use.Host[0] > _quota[(quota * 3) + 1] || use.Host[1] > _quota[(quota * 3) + 2]))
        {
            return false;
        }

        foreach (var rule in _fleet.Rules[line.Model])
        {
            if (!rule.Together && Presence(rule, host) > 0)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Whether the models that must be there are there.</summary>
    public bool Accompanied(int model, int host)
    {
        foreach (var rule in _fleet.Rules[model])
        {
            if (rule.Together && (rule.Other < 0 || Presence(rule, host) == 0))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Whether a device has room for one more of a shape.</summary>
    public bool DeviceFits(ShapeUse use, int device) =>
        use.DeviceMemory <= _memory[device]
        && (use.Slices > 0 ? use.Slices <= _slices[device] : _fleet.Devices[device].MigSlices == 0 && use.Compute <= _compute[device])
        && _fleet.Devices[device].DeviceClass == use.DeviceClass;

    /// <summary>Whether the tenant may take that share of these devices.</summary>
    public bool QuotaFits(int model, ShapeUse use, ReadOnlySpan<int> devices)
    {
        var quota = _fleet.QuotaOf[model];
        if (quota < 0 || devices.Length == 0)
        {
            return true;
        }

        var share = 0L;
        foreach (var device in devices)
        {
            share += ShareOf(use, device);
        }

        return share <= _quota[quota * 3];
    }

    /// <summary>What the objective changes by if this is added.</summary>
    public long DeltaOf(DemandLine line, ShapeUse use, int host, ReadOnlySpan<int> devices, long cost)
    {
        var (served, count) = (_served[line.Index], _count[line.Index]);
        var delta = cost + line.Lack(served + use.Gives, count + 1) - line.Lack(served, count);
        if (!line.Warm && _serving[host] == 0)
        {
            delta += _fleet.HostCost[host];
        }

        foreach (var device in devices)
        {
            delta += _sharers[device] == 0 && ShareOf(use, device) < 1_000 ? _fleet.FragmentCost : 0;
        }

        return delta;
    }

    /// <summary>What the objective changes by if this is taken away.</summary>
    public long DeltaWithout(Placed placed)
    {
        var before = Cost;
        var (line, use) = (_fleet.Lines[placed.Line], _fleet.Lines[placed.Line].AllShapes[placed.Shape]);
        Move(placed, line, use, -1);
        var delta = Cost - before;
        Move(placed, line, use, 1);
        return delta;
    }

    public void Add(Placed placed)
    {
        var line = _fleet.Lines[placed.Line];
        (placed.At, placed.AtHost) = (_all.Count, _onHost[placed.Host].Count);
        _all.Add(placed);
        _onHost[placed.Host].Add(placed);
        Move(placed, line, line.AllShapes[placed.Shape], 1);
    }

    public void Remove(Placed placed)
    {
        var line = _fleet.Lines[placed.Line];
        var last = _all[^1];
        (_all[placed.At], last.At) = (last, placed.At);
        _all.RemoveAt(_all.Count - 1);
        var there = _onHost[placed.Host];
        last = there[^1];
        (there[placed.AtHost], last.AtHost) = (last, placed.AtHost);
        there.RemoveAt(there.Count - 1);
        Move(placed, line, line.AllShapes[placed.Shape], -1);
    }

    /// <summary>What must be beside something that is not there.</summary>
    public List<Placed> Orphans()
    {
        var orphans = new List<Placed>();
        if (!_fleet.HasCompanions)
        {
            return orphans;
        }

        foreach (var placed in _all)
        {
            var line = _fleet.Lines[placed.Line];
            if (!line.Warm && _fleet.Rules[line.Model].Length > 0 && !Accompanied(line.Model, placed.Host))
            {
                orphans.Add(placed);
            }
        }

        return orphans;
    }

    private int Presence(ModelRule rule, int host) => rule.InZone
        ? _modelZone[(rule.Other * _fleet.Zones) + _fleet.ZoneOf[host]]
        : _modelHost[(rule.Other * _fleet.Hosts.Length) + host];

    private long ShareOf(ShapeUse use, int device) =>
        use.Slices > 0 ? 1_000L * use.Slices / _fleet.Devices[device].MigSlices : use.Compute;

    private void Move(Placed placed, DemandLine line, ShapeUse use, int sign)
    {
        var (host, at) = (placed.Host, placed.Host * Dimensions);
        for (var dimension = 0; dimension < Dimensions; dimension++)
        {
            _hostFree[at + dimension] -= sign * use.Host[dimension];
        }

        var before = line.Lack(_served[line.Index], _count[line.Index]);
        _served[line.Index] += sign * use.Gives;
        _count[line.Index] += sign;
        Cost += line.Lack(_served[line.Index], _count[line.Index]) - before + (sign * placed.Cost);
        if (placed.Running >= 0)
        {
            _stays[placed.Running] = sign > 0;
        }

        if (line.Warm)
        {
            _warmHost[(line.Model * _fleet.Hosts.Length) + host] += sign;
            return;
        }

        _modelHost[(line.Model * _fleet.Hosts.Length) + host] += sign;
        _modelZone[(line.Model * _fleet.Zones) + _fleet.ZoneOf[host]] += sign;
        Cost += (sign > 0 ? _serving[host] : _serving[host] - 1) == 0 ? sign * _fleet.HostCost[host] : 0;
        _serving[host] += sign;
        MoveDevices(placed, use, sign, _fleet.QuotaOf[line.Model]);
    }

    private void MoveDevices(Placed placed, ShapeUse use, int sign, int quota)
    {
        var total = 0L;
        foreach (var device in placed.Devices)
        {
            var share = ShareOf(use, device);
            total += share;
            _memory[device] -= sign * use.DeviceMemory;
            _slices[device] -= sign * use.Slices;
            _compute[device] -= use.Slices > 0 ? 0 : sign * use.Compute;
            _share[device] += sign * share;
            _users[device] += sign;
            if (share < 1_000)
            {
                Cost += (sign > 0 ? _sharers[device] : _sharers[device] - 1) == 0 ? sign * _fleet.FragmentCost : 0;
                _sharers[device] += sign;
            }
        }

        if (quota >= 0)
        {
            _quota[quota * 3] -= sign * total;
            _quota[(quota * 3) + 1] -= sign * use.Host[0];
            _quota[(quota * 3) + 2] -= sign * use.Host[1];
        }
    }
}
