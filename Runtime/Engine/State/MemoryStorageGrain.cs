using System.Globalization;
using Orleans;
using Orleans.Runtime;

namespace Krewe.Runtime.State;

/// <summary>
/// Holds records until its activation ends. Versions name the activation, so that a record of an earlier activation is
/// never taken for one of this.
/// </summary>
[GrainType("sys.memory-storage"), KeepAlive]
internal sealed class MemoryStorageGrain(IGrainContext context) : Grain, IMemoryStorageGrain
{
    private readonly Dictionary<string, MemoryRecord> _records = new(StringComparer.Ordinal);
    private long _written;

    public Task<MemoryRecord?> Read(string key) => Task.FromResult(_records.GetValueOrDefault(key));

    public Task<MemoryOutcome> Write(string key, byte[] state, string? version)
    {
        var stored = Version(key);
        if (stored != version)
        {
            return Task.FromResult(new MemoryOutcome(false, stored));
        }

        MemoryRecord record = new(state, string.Create(CultureInfo.InvariantCulture, $"{context.ActivationId}.{++_written}"));
        _records[key] = record;
        return Task.FromResult(new MemoryOutcome(true, record.Version));
    }

    public Task<MemoryOutcome> Clear(string key, string? version)
    {
        var stored = Version(key);
        if (stored != version)
        {
            return Task.FromResult(new MemoryOutcome(false, stored));
        }

        _records.Remove(key);
        return Task.FromResult(new MemoryOutcome(true, null));
    }

    private string? Version(string key) => _records.GetValueOrDefault(key)?.Version;
}
