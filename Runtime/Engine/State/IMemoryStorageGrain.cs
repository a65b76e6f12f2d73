using Orleans;

namespace Krewe.Runtime.State;

/// <summary>A part of a storage in memory, for all silos of a cluster. The key is the storage's name and the number of the part.</summary>
[Alias("krewe.memory-storage")]
internal interface IMemoryStorageGrain : IGrainWithStringKey
{
    /// <summary>The record, or null.</summary>
    Task<MemoryRecord?> Read(string key);

    /// <summary>Replaces the record if it has that version.</summary>
    Task<MemoryOutcome> Write(string key, byte[] state, string? version);

    /// <summary>Removes the record if it has that version.</summary>
    Task<MemoryOutcome> Clear(string key, string? version);
}
