using Orleans.Runtime;

namespace Krewe.Testing.Simulation;

/// <summary>
/// The guarantee of stored state, checked at every write. The directory numbers the registrations that it accepts; an activation's number is
/// that of its newest one. Of the writes to one state that the storage accepts, in their order, these numbers never fall: once a newer owner has
/// written, no older one writes any more, be it paused, cut off, or dead in the membership table and not aware of it. So never do two
/// activations of a grain both pass the fence. Of a grain that the directory knows, who was never registered does not write at all. A storage that
/// does not refuse the dead has versions only: there an older owner may write on what it has read since the newer one wrote.
/// </summary>
/// <param name="refusesTheDead">Whether the storage does.</param>
internal sealed class FenceLog(bool refusesTheDead)
{
    private readonly Dictionary<ActivationId, long> _registrations = [];
    private readonly HashSet<GrainId> _known = [];
    private readonly Dictionary<(string State, GrainId Grain), (GrainAddress Writer, long Number)> _newest = [];
    private readonly Dictionary<(string State, GrainId Grain), HashSet<ActivationId>> _upToDate = []; // who has read what was written last
    private long _last;

    /// <summary>The first write that was against the guarantee; null while there was none.</summary>
    public string? Broken { get; private set; }

    public void Registered(GrainAddress address)
    {
        _registrations[address.ActivationId] = ++_last;
        _known.Add(address.GrainId);
    }

    public void Read(string state, GrainId grain, GrainAddress? reader)
    {
        if (reader is not null && _upToDate.TryGetValue((state, grain), out HashSet<ActivationId>? readers))
        {
            readers.Add(reader.ActivationId);
        }
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
        else if (_newest.TryGetValue((state, grain), out (GrainAddress Writer, long Number) newest) && newest.Number > number
            && (refusesTheDead || !_upToDate[(state, grain)].Contains(writer.ActivationId)))
        {
            Broken ??= $"a write to {state} of {grain} was accepted from {writer} (registration {number}) after one from {newest.Writer} (registration {newest.Number})";
        }
        else
        {
            _upToDate[(state, grain)] = [writer.ActivationId];
            _newest[(state, grain)] = (writer, number);
        }
    }
}
