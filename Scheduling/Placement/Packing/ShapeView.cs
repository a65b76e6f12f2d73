namespace Krewe.Scheduling.Placement.Packing;

/// <summary>What is known of one shape on the groups: the outcome at each place of their list, and each outcome ever asked.</summary>
internal sealed class ShapeView(DemandShape shape)
{
    private readonly Dictionary<HostProfile, Outcome> _known = [];
    private Outcome?[] _bySlot = new Outcome?[64];
    private bool[] _acceptedTypes = [];

    public DemandShape Shape { get; } = shape;

    public int Known => _known.Count;

    /// <summary>Which types of device will do.</summary>
    public bool Accepts(int type, IReadOnlyList<DeviceType> types)
    {
        if (type >= _acceptedTypes.Length)
        {
            var need = Shape.Devices;
            _acceptedTypes =
            [
                .. types.Select(known => known.Healthy && need is not null && (need.Classes.IsEmpty || need.Classes.Contains(known.DeviceClass))),
            ];
        }

        return _acceptedTypes[type];
    }

    public Outcome At(HostGroup group, OutcomeFinder finder)
    {
        var slot = group.Slot;
        if (slot >= _bySlot.Length)
        {
            Array.Resize(ref _bySlot, Math.Max(slot + 1, _bySlot.Length * 2));
        }

        return _bySlot[slot] is { } seen && seen.From == group.Profile ? seen : _bySlot[slot] = Of(group.Profile, finder);
    }

    public Outcome Of(HostProfile profile, OutcomeFinder finder)
    {
        if (!_known.TryGetValue(profile, out var outcome))
        {
            outcome = finder.Find(profile, this);
            _known.Add(profile, outcome);
        }

        return outcome;
    }
}
