using System.Collections.Concurrent;
using System.Text.Json;
using Orleans.Storage;

namespace Krewe.Conformance.Tests.Persistence;

/// <summary>A storage of the test's own, for all silos: it keeps their text, counts operations, and fails when it is told to.</summary>
public sealed class TestStorage : IGrainStorage
{
    private static readonly ConcurrentDictionary<string, (string? State, string ETag)> Records = new(StringComparer.Ordinal);

    /// <summary>Thrown by the next operation on a grain, by the grain's key.</summary>
    public static ConcurrentDictionary<string, Exception> Failures { get; } = new(StringComparer.Ordinal);

    /// <summary>Changes the version behind the grain's back.</summary>
    public static void Touch(string key, string stateName) =>
        Records[$"{key} {stateName}"] = (Records.TryGetValue($"{key} {stateName}", out var record) ? record.State : null, Guid.NewGuid().ToString());

    public async Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        ArgumentNullException.ThrowIfNull(grainState);
        await BeginAsync("read", stateName, grainId);
        if (Records.TryGetValue($"{grainId.Key} {stateName}", out var record))
        {
            (grainState.State, grainState.ETag, grainState.RecordExists) = (JsonSerializer.Deserialize<T>(record.State!), record.ETag, true);
        }
        else
        {
            (grainState.State, grainState.ETag, grainState.RecordExists) = (Activator.CreateInstance<T>(), null, false);
        }
    }

    public async Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        ArgumentNullException.ThrowIfNull(grainState);
        await BeginAsync("write", stateName, grainId);
        Check(stateName, grainId, grainState.ETag);
        var version = Guid.NewGuid().ToString();
        Records[$"{grainId.Key} {stateName}"] = (JsonSerializer.Serialize(grainState.State), version);
        (grainState.ETag, grainState.RecordExists) = (version, true);
    }

    public async Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        ArgumentNullException.ThrowIfNull(grainState);
        await BeginAsync("clear", stateName, grainId);
        Check(stateName, grainId, grainState.ETag);
        Records.TryRemove($"{grainId.Key} {stateName}", out _);
        (grainState.State, grainState.ETag, grainState.RecordExists) = (Activator.CreateInstance<T>(), null, false);
    }

    private static async Task BeginAsync(string operation, string stateName, GrainId grainId)
    {
        var key = grainId.Key.ToString()!;
        await Task.Yield();
        Notes.Of(key).Add($"{operation} {stateName}");
        if (Failures.TryRemove(key, out var failure))
        {
            throw failure;
        }
    }

    private static void Check(string stateName, GrainId grainId, string? etag)
    {
        var stored = Records.TryGetValue($"{grainId.Key} {stateName}", out var record) ? record.ETag : null;
        if (stored != etag)
        {
            throw new InconsistentStateException("the version is another", stored, etag);
        }
    }
}
