using System.Buffers;
using System.Globalization;
using System.Text;
using Krewe.Runtime.CodeGeneration;
using Krewe.Runtime.Serialization;
using Orleans;
using Orleans.Runtime;
using Orleans.Storage;

namespace Krewe.Runtime.State;

/// <summary>States in the memory of the silos, in grains, so that all silos see the same; what a silo that goes held is gone.</summary>
internal sealed class ClusterMemoryGrainStorage(string name, int parts, Lazy<IGrainFactory> grains, Lazy<IGrainCallSender> references) : IGrainStorage
{
    public async Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var record = await Part(stateName, grainId).Read(Key(stateName, grainId));
        (grainState.State, grainState.ETag, grainState.RecordExists) = (record is null ? default : Value<T>(record.State), record?.Version, record is not null);
    }

    public async Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var outcome = await Part(stateName, grainId).Write(Key(stateName, grainId), Bytes(grainState.State), grainState.ETag);
        MemoryGrainStorage.ThrowIfChanged(outcome.IsDone, stateName, grainId, outcome.Version, grainState.ETag);
        (grainState.ETag, grainState.RecordExists) = (outcome.Version, true);
    }

    public async Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var outcome = await Part(stateName, grainId).Clear(Key(stateName, grainId), grainState.ETag);
        MemoryGrainStorage.ThrowIfChanged(outcome.IsDone, stateName, grainId, outcome.Version, grainState.ETag);
        (grainState.State, grainState.ETag, grainState.RecordExists) = (default, null, false);
    }

    private static string Key(string stateName, GrainId grainId) => $"{stateName}/{grainId}";

    private static byte[] Bytes<T>(T? state)
    {
        ArrayBufferWriter<byte> buffer = new();
        WireWriter writer = new(buffer);
        Codecs.Get<T?>().Write(ref writer, state);
        return buffer.WrittenSpan.ToArray();
    }

    private T? Value<T>(byte[] bytes)
    {
        WireReader reader = new(bytes, references.Value);
        return Codecs.Get<T?>().Read(ref reader);
    }

    private IMemoryStorageGrain Part(string stateName, GrainId grainId)
    {
        var part = StableHash.Compute(Encoding.UTF8.GetBytes(Key(stateName, grainId))) % (uint)parts;
        return grains.Value.GetGrain<IMemoryStorageGrain>(string.Create(CultureInfo.InvariantCulture, $"{name}/{part}"));
    }
}
