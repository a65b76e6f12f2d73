using System.Buffers;
using Krewe.Runtime.CodeGeneration;
using Krewe.Runtime.Serialization;
using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Orleans.Runtime;
using Orleans.Storage;

namespace Krewe.Testing.Simulation;

/// <summary>One silo's way to the storage. The value of a write is taken when it is called, as by the real ones.</summary>
internal sealed class SimulatedGrainStorage(SimulatedStorage storage, SimulatedDatabase database, SimulatedMember silo, Action<string, string> record) : IGrainStorage
{
    public async Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        GrainAddress? reader = Own;
        record("read", $"{stateName} of {grainId} by {silo.Name}");
        (byte[]? value, string? etag) = await Perform($"read {stateName} of {grainId}", () => storage.Read(stateName, grainId, reader));
        grainState.RecordExists = value is not null;
        grainState.ETag = etag;
        grainState.State = value is null ? default : Parse<T>(value);
    }

    public async Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        byte[] value = Bytes(grainState.State!);
        string? etag = grainState.ETag;
        GrainAddress? writer = Own;
        record("write", $"{stateName} of {grainId} at {etag} by {silo.Name}: {Convert.ToHexStringLower(value)}");
        grainState.ETag = await Perform($"write {stateName} of {grainId} at {etag}", () => storage.Write(stateName, grainId, etag, value, writer));
        grainState.RecordExists = true;
    }

    public async Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        string? etag = grainState.ETag;
        GrainAddress? writer = Own;
        record("clear", $"{stateName} of {grainId} at {etag} by {silo.Name}");
        await Perform($"clear {stateName} of {grainId} at {etag}", () => storage.Write(stateName, grainId, etag, null, writer));
        (grainState.ETag, grainState.RecordExists, grainState.State) = (null, false, default);
    }

    /// <summary>Which activation reads or writes; null outside of grains.</summary>
    private static GrainAddress? Own => RuntimeContext.Current?.Address;

    private static byte[] Bytes<T>(T value)
    {
        ArrayBufferWriter<byte> buffer = new();
        WireWriter writer = new(buffer);
        Codecs.Get<T>().Write(ref writer, value);
        return buffer.WrittenSpan.ToArray();
    }

    private T Parse<T>(byte[] bytes)
    {
        WireReader reader = new(bytes, silo.Services.GetRequiredService<IGrainCallSender>());
        return Codecs.Get<T>().Read(ref reader);
    }

    private Task<T> Perform<T>(string what, Func<T> effect) => database.PerformAsync(silo, SimulatedTables.Storage, what, effect);
}
