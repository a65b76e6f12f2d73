using System.Globalization;
using Orleans.Runtime;
using Orleans.Storage;

namespace Krewe.Testing.Simulation;

/// <summary>What grains have stored, one for all silos: bytes with a version that never comes again.</summary>
internal sealed class SimulatedStorage(Sabotage sabotage, FenceLog fence, Predicate<SiloAddress> refuses)
{
    private readonly Dictionary<(string State, GrainId Grain), (byte[]? Value, string ETag)> _records = [];
    private long _last;

    public (byte[]? Value, string? ETag) Read(string state, GrainId grain, GrainAddress? reader)
    {
        fence.Read(state, grain, reader);
        return _records.GetValueOrDefault((state, grain));
    }

    /// <summary>Puts a value, or removes it when there is none. Gives the new version, null for none.</summary>
    public string? Write(string state, GrainId grain, string? etag, byte[]? value, GrainAddress? writer)
    {
        string? current = _records.GetValueOrDefault((state, grain)).ETag;
        if (current != etag && !sabotage.HasFlag(Sabotage.StorageWithoutETags))
        {
            throw new InconsistentStateException($"The state '{state}' of {grain} has the version {current ?? "none"}, and the grain has {etag ?? "none"}.", current, etag);
        }

        if (writer?.SiloAddress is { } silo && refuses(silo))
        {
            throw new OrleansException($"KRW6011: The state '{state}' of {grain} is not written: {silo} is dead in the membership table.");
        }

        fence.Wrote(state, grain, writer);
        if (value is null)
        {
            _records.Remove((state, grain));
            return null;
        }

        string next = (++_last).ToString(CultureInfo.InvariantCulture);
        _records[(state, grain)] = (value, next);
        return next;
    }
}
