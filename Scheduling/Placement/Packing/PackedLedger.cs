using System.Collections.Immutable;

namespace Krewe.Scheduling.Placement.Packing;

/// <summary>What each host and device has and has free, as arrays. It only does sums; who may take what is decided elsewhere.</summary>
internal sealed class PackedLedger
{
    private readonly ImmutableArray<HostCandidate> _given;
    private readonly HostCandidate?[] _now;
    private readonly Dictionary<string, int> _indexByName = new(StringComparer.Ordinal);
    private readonly HostKind[] _kind;
    private readonly long[] _cpu;
    private readonly long[] _memory;
    private readonly int[] _first;
    private readonly int[] _type;
    private readonly int[] _compute;
    private readonly long[] _deviceMemory;
    private readonly string[] _deviceId;

    public PackedLedger(PlacementSnapshot snapshot, ProfileTable profiles)
    {
        _given = snapshot.Hosts;
        var devices = _given.Sum(host => host.Devices.Length);
        (_now, _kind, _cpu, _memory, _first) = (new HostCandidate?[Count], new HostKind[Count], new long[Count], new long[Count], new int[Count + 1]);
        (_type, _compute, _deviceMemory, _deviceId) = (new int[devices], new int[devices], new long[devices], new string[devices]);
        for (var at = 0; at < Count; at++)
        {
            Load(at, profiles);
        }
    }

    public int Count => _given.Length;

    public string NameOf(int host) => _given[host].Name;

    public bool TryFind(string name, out int host) => _indexByName.TryGetValue(name, out host);

    public HostCandidate GivenAt(int host) => _given[host];

    /// <summary>The host with what is free now.</summary>
    public HostCandidate CandidateAt(int host) => _now[host] ??= _given[host] with
    {
        CpuFreeMillicores = _cpu[host],
        MemoryFreeBytes = _memory[host],
        Devices = [.. _given[host].Devices.Select(device => With(device, DeviceOf(host, device.Id)))],
    };

    public HostProfile ProfileOf(int host, ProfileTable profiles)
    {
        var rooms = new DeviceRoom[_first[host + 1] - _first[host]];
        for (var at = 0; at < rooms.Length; at++)
        {
            rooms[at] = RoomAt(_first[host] + at);
        }

        Array.Sort(rooms);
        return profiles.ProfileOf(_kind[host], _cpu[host], _memory[host], rooms);
    }

    /// <summary>The profile of a host if a claim were given back.</summary>
    public HostProfile ProfileWithout(int host, ResourceClaim claim, ProfileTable profiles)
    {
        Apply(host, claim, -1);
        var profile = ProfileOf(host, profiles);
        Apply(host, claim, 1);
        return profile;
    }

    /// <summary>The devices that stand at some places of the host's profile; among equals the first by id.</summary>
    public ImmutableArray<string> DevicesAt(int host, int[] places)
    {
        if (places.Length == 0)
        {
            return [];
        }

        Span<int> order = stackalloc int[_first[host + 1] - _first[host]];
        for (var at = 0; at < order.Length; at++)
        {
            // Insertion: stable, and the devices are in the order of their ids.
            var to = at;
            while (to > 0 && RoomAt(order[to - 1]).CompareTo(RoomAt(_first[host] + at)) > 0)
            {
                order[to] = order[to - 1];
                to--;
            }

            order[to] = _first[host] + at;
        }

        var ids = new string[places.Length];
        for (var at = 0; at < ids.Length; at++)
        {
            ids[at] = _deviceId[order[places[at]]];
        }

        Array.Sort(ids, StringComparer.Ordinal);
        return ImmutableArray.Create(ids);
    }

    /// <summary>Takes (sign 1) or gives back (sign -1) a claim.</summary>
    public void Apply(int host, ResourceClaim claim, int sign)
    {
        _cpu[host] -= sign * claim.CpuMillicores;
        _memory[host] -= sign * claim.MemoryBytes;
        foreach (var id in claim.DeviceIds)
        {
            if (DeviceOf(host, id) is not (>= 0 and var device))
            {
                continue; // given back after the device has gone
            }

            _compute[device] -= sign * claim.DeviceComputeThousandths;
            _deviceMemory[device] -= sign * claim.DeviceMemoryBytes;
        }

        _now[host] = null;
    }

    private static bool IsWell(DeviceCandidate device) => device.Condition == DeviceCondition.Healthy;

    private DeviceRoom RoomAt(int device) => new(_type[device], _compute[device], _deviceMemory[device]);

    private DeviceCandidate With(DeviceCandidate given, int device) =>
        given with { ComputeFreeThousandths = _compute[device], MemoryFreeBytes = _deviceMemory[device] };

    private int DeviceOf(int host, string id) =>
        Array.BinarySearch(_deviceId, _first[host], _first[host + 1] - _first[host], id, StringComparer.Ordinal);

    private void Load(int at, ProfileTable profiles)
    {
        var host = _given[at];
        _indexByName.Add(host.Name, at);
        (_cpu[at], _memory[at]) = (host.CpuFreeMillicores, host.MemoryFreeBytes);
        var next = _first[at];
        foreach (var device in host.Devices.OrderBy(device => device.Id, StringComparer.Ordinal))
        {
            _deviceId[next] = device.Id;
            _type[next] = profiles.TypeOf(new DeviceType(device.DeviceClass, device.ComputeTotalThousandths, device.MemoryTotalBytes, IsWell(device)));
            _compute[next] = device.ComputeFreeThousandths;
            _deviceMemory[next] = device.MemoryFreeBytes;
            next++;
        }

        _first[at + 1] = next;
        _kind[at] = profiles.KindOf(host.CpuTotalMillicores, host.MemoryTotalBytes, _type[_first[at]..next]);
    }
}
