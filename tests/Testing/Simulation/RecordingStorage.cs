using System.Buffers;
using Krewe.Runtime.Serialization;
using Orleans;
using Orleans.Runtime;
using Orleans.Storage;

namespace Krewe.Testing.Simulation;

/// <summary>Enters each operation on stored state into the history, then hands it on.</summary>
internal sealed class RecordingStorage(IGrainStorage inner, Action<string, string> record) : IGrainStorage
{
    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        record("read", $"{stateName} of {grainId}");
        return inner.ReadStateAsync(stateName, grainId, grainState);
    }

    public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        ArrayBufferWriter<byte> buffer = new();
        WireWriter writer = new(buffer);
        Codecs.Get<T>().Write(ref writer, grainState.State!);
        record("write", $"{stateName} of {grainId} at {grainState.ETag}: {Convert.ToHexStringLower(buffer.WrittenSpan)}");
        return inner.WriteStateAsync(stateName, grainId, grainState);
    }

    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        record("clear", $"{stateName} of {grainId} at {grainState.ETag}");
        return inner.ClearStateAsync(stateName, grainId, grainState);
    }
}
