using System.Diagnostics.CodeAnalysis;

namespace Krewe.Scheduling.Placement.Packing;

/// <summary>Each kind, type and profile once.</summary>
internal sealed class ProfileTable
{
    private readonly Dictionary<DeviceType, int> _typeIndex = [];
    private readonly List<DeviceType> _types = [];
    private readonly List<HostKind> _kinds = [];
    private readonly Dictionary<HostProfile, HostProfile> _profiles = new(SameRoom.Instance);

    public IReadOnlyList<DeviceType> Types => _types;

    public int Profiles => _profiles.Count;

    public int TypeOf(DeviceType type)
    {
        if (!_typeIndex.TryGetValue(type, out var index))
        {
            index = _types.Count;
            _types.Add(type);
            _typeIndex.Add(type, index);
        }

        return index;
    }

    public HostKind KindOf(long cpu, long memory, int[] deviceTypes)
    {
        Array.Sort(deviceTypes);
        foreach (var kind in _kinds)
        {
            if (kind.Cpu == cpu && kind.Memory == memory && kind.DeviceTypes.AsSpan().SequenceEqual(deviceTypes))
            {
                return kind;
            }
        }

        var added = new HostKind(_kinds.Count, cpu, memory, deviceTypes);
        _kinds.Add(added);
        return added;
    }

    /// <param name="kind">The kind.</param>
    /// <param name="cpu">Free CPU.</param>
    /// <param name="memory">Free memory.</param>
    /// <param name="rooms">The rooms, ascending; kept.</param>
    /// <param name="keep">Whether the profile is to be known from now on.</param>
    public HostProfile ProfileOf(HostKind kind, long cpu, long memory, DeviceRoom[] rooms, bool keep = true)
    {
        var candidate = new HostProfile(_profiles.Count, kind, cpu, memory, rooms);
        if (_profiles.TryGetValue(candidate, out var known))
        {
            return known;
        }

        if (keep)
        {
            _profiles.Add(candidate, candidate);
        }

        return candidate;
    }

    private sealed class SameRoom : IEqualityComparer<HostProfile>
    {
        public static SameRoom Instance { get; } = new();

        public bool Equals(HostProfile? x, HostProfile? y) =>
            x!.Kind == y!.Kind && x.Cpu == y.Cpu && x.Memory == y.Memory && x.Rooms.AsSpan().SequenceEqual(y.Rooms);

        public int GetHashCode([DisallowNull] HostProfile profile)
        {
            var hash = SplitMix.Mix((ulong)profile.Cpu + ((ulong)profile.Kind.Index << 48));
            hash = SplitMix.Mix(hash ^ (ulong)profile.Memory);
            foreach (var room in profile.Rooms)
            {
                hash = (hash ^ (ulong)room.Compute ^ ((ulong)room.Memory << 10) ^ ((ulong)room.Type << 56)) * 0x9E3779B97F4A7C15;
                hash ^= hash >> 29;
            }

            return (int)(hash ^ (hash >> 32));
        }
    }
}
