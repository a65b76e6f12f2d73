using System.Globalization;
using System.Text.Json;
using Krewe.Admin;
using Orleans.Storage;

namespace Krewe.Grains.Tests.Support;

/// <summary>
/// States as JSON, as the silo stores them, with ETags, in memory; it outlives a silo, as a disk does. Writes fail when a test says so: before they
/// took place, or after, when nobody can know.
/// </summary>
internal sealed class FaultyStorage : IGrainStorage
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, (byte[] Bytes, long Version)> _records = new(StringComparer.Ordinal);
    private long _version;

    /// <summary>Asked before each write with the state's name and the grain.</summary>
    public Func<string, GrainId, StorageFault> Fault { get; set; } = (_, _) => StorageFault.None;

    /// <summary>Whether reads fail too.</summary>
    public bool ReadsFail { get; set; }

    public int Writes { get; private set; }

    public T? Stored<T>(string stateName, GrainId grain) => Find(Key(stateName, grain)) is { } record ? Read<T>(record.Bytes) : default;

    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        if (ReadsFail)
        {
            throw new IOException("the disk does not answer");
        }

        var record = Find(Key(stateName, grainId));
        grainState.RecordExists = record is not null;
        grainState.ETag = record is { Version: var version } ? Text(version) : null;
        grainState.State = record is { Bytes: var bytes } ? Read<T>(bytes) : Activator.CreateInstance<T>();
        return Task.CompletedTask;
    }

    public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var fault = Fault(stateName, grainId);
        if (fault == StorageFault.Before)
        {
            throw new IOException("the disk is full");
        }

        var key = Key(stateName, grainId);
        using var held = _gate.EnterScope();
        var stored = _records.TryGetValue(key, out var record) ? Text(record.Version) : null;
        if (stored != grainState.ETag)
        {
            throw new InconsistentStateException($"{key} is at {stored ?? "none"}, not at {grainState.ETag ?? "none"}", stored, grainState.ETag);
        }

        _records[key] = (JsonSerializer.SerializeToUtf8Bytes(grainState.State, KreweJson.Options), ++_version);
        Writes++;
        if (fault == StorageFault.After)
        {
            throw new IOException("the disk did not say whether it wrote");
        }

        grainState.ETag = Text(_version);
        grainState.RecordExists = true;
        return Task.CompletedTask;
    }

    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) => throw new NotSupportedException();

    private (byte[] Bytes, long Version)? Find(string key)
    {
        lock (_gate)
        {
            return _records.TryGetValue(key, out var record) ? record : null;
        }
    }

    private static T Read<T>(byte[] bytes) => JsonSerializer.Deserialize<T>(bytes, KreweJson.Options)!;

    private static string Key(string stateName, GrainId grainId) => $"{stateName} of {grainId}";

    private static string Text(long version) => version.ToString(CultureInfo.InvariantCulture);
}
