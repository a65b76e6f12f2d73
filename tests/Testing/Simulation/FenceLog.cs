using Orleans.Runtime;

namespace Krewe.Testing.Simulation;

/// <summary>
/// The guarantee of stored state, checked at every write. The directory numbers the registrations that it accepts; an activation's number is
/// that of its newest one. Of the writes to one state that the storage accepts, in their order, these numbers never fall: once a newer owner has
/// written, no older one writes any more, be it paused, cut off, or dead in the membership table and not aware of it. So never do two
/// activations of a grain both pass the fence. Of a grain that the directory knows, who was never registered does not write at all.
/// </summary>
internal sealed class FenceLog
{
    private readonly Dictionary<ActivationId, long> _registrations = [];
    private readonly HashSet<GrainId> _known = [];
    private readonly Dictionary<(string State, GrainId Grain), (GrainAddress Writer, long Number)> _newest = [];
    private long _last;

    /// <summary>The first write that was against the guarantee; null while there was none.</summary>
    public string? Broken { get; private set; }

    public void Registered(GrainAddress address)
    {
        _registrations[address.ActivationId] = ++_last;
        _known.Add(address.GrainId);
    }

    public void Wrote(string state, GrainId grain, GrainAddress? writer)
    {
        if (writer is null || !_known.Contains(grain))
        {
            return; // not by a grain, or one that has no rows: there is no fence
        }

        long number = _registrations.GetValueOrDefault(writer.ActivationId);
        if (number == 0)
        {
            Broken ??= $"a write to {state} of {grain} was accepted from {writer}, which was never registered";
        }
        else if (_newest.TryGetValue((state, grain), out (GrainAddress Writer, long Number) newest) && newest.Number > number)
        {
            Broken ??= $"a write to {state} of {grain} was accepted from {writer} (registration {number}) after one from {newest.Writer} (registration {newest.Number})";
        }
        else
        {
            _newest[(state, grain)] = (writer, number);
        }
    }
}
