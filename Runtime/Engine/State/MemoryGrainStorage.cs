using System.Globalization;
using Krewe.Runtime.Serialization;
using Orleans;
using Orleans.Runtime;
using Orleans.Storage;

namespace Krewe.Runtime.State;

/// <summary>
/// States in one table of this process, gone with it, for a silo that is alone; of several silos <see cref="ClusterMemoryGrainStorage"/> is the
/// storage. States are copied in and out, so no grain can change what is stored.
/// </summary>
internal sealed class MemoryGrainStorage : IGrainStorage
{
    private readonly Dictionary<(string State, GrainId Grain), (object? Value, long Version)> _records = [];
    private readonly Lock _gate = new();
    private long _lastVersion; // under _gate

    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        lock (_gate)
        {
            var exists = _records.TryGetValue((stateName, grainId), out var record);
            grainState.RecordExists = exists;
            grainState.ETag = exists ? Text(record.Version) : null;
            grainState.State = exists ? Codecs.Get<T>().Copy((T)record.Value!) : default;
        }

        return Task.CompletedTask;
    }

    public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var copy = Codecs.Get<T>().Copy(grainState.State!);
        lock (_gate)
        {
            ThrowIfChanged(stateName, grainId, grainState.ETag);
            _records[(stateName, grainId)] = (copy, ++_lastVersion);
            grainState.ETag = Text(_lastVersion);
            grainState.RecordExists = true;
        }

        return Task.CompletedTask;
    }

    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        lock (_gate)
        {
            ThrowIfChanged(stateName, grainId, grainState.ETag);
            _records.Remove((stateName, grainId));
            grainState.ETag = null;
            grainState.RecordExists = false;
            grainState.State = default;
        }

        return Task.CompletedTask;
    }

    private static string Text(long version) => version.ToString(CultureInfo.InvariantCulture);

    internal static void ThrowIfChanged(bool isDone, string stateName, GrainId grainId, string? stored, string? current)
    {
        if (!isDone)
        {
            throw new InconsistentStateException(
                $"KRW7086: The state '{stateName}' of {grainId} has the version {stored ?? "none"}, and the grain has {current ?? "none"}.", stored, current);
        }
    }

    private void ThrowIfChanged(string stateName, GrainId grainId, string? current)
    {
        var stored = _records.TryGetValue((stateName, grainId), out var record) ? Text(record.Version) : null;
        ThrowIfChanged(stored == current, stateName, grainId, stored, current);
    }
}
