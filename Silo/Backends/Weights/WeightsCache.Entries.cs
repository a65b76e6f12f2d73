using System.Collections.Immutable;
using Krewe.Errors;
using Krewe.Silo.Backends.Weights.Disk;
using Krewe.Specs;

namespace Krewe.Silo.Backends.Weights;

/// <content>What is known of each file: who uses it, what is written of it, what an earlier silo left.</content>
internal sealed partial class WeightsCache
{
    private void ThrowIfRefused(WeightsEntry entry, WeightsSpec weights)
    {
        if (entry.RefusedSource == weights.Source && entry.RefusedUntil > _time.GetUtcNow())
        {
            throw new KreweException(entry.Problem!);
        }
    }

    private void Pin(ImmutableArray<WeightsSpec> weights, int by)
    {
        lock (_lock)
        {
            foreach (var file in weights)
            {
                Entry(file.Digest).Users += by;
            }
        }
    }

    private void NoteUse(ImmutableArray<WeightsSpec> weights)
    {
        lock (_lock)
        {
            foreach (var file in weights.DistinctBy(file => file.Digest))
            {
                Entry(file.Digest).Use(_time.GetUtcNow());
                WriteRecord(Entry(file.Digest));
            }
        }
    }

    private string Link(ImmutableArray<WeightsSpec> weights)
    {
        try
        {
            lock (_lock)
            {
                return _directory.Link(weights);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw WeightsProblems.NotStored(weights[0], exception.Message);
        }
    }

    private void WriteRecord(WeightsEntry entry)
    {
        try
        {
            _directory.WriteRecord(entry.Digest, new WeightsRecord
            {
                Bytes = entry.Bytes,
                ChangedAt = _directory.ChangedAt(entry.Digest),
                FetchedAt = entry.Since,
                FetchSeconds = entry.FetchSeconds,
                Uses = entry.Uses,
                UsedAt = entry.UsedAt,
            });
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            Log.NotRecorded(_logger, entry.Digest, exception);
        }
    }

    private WeightsEntry Entry(string digest)
    {
        Load();
        if (!_entries.TryGetValue(digest, out var entry))
        {
            _entries[digest] = entry = new WeightsEntry(digest) { Since = _time.GetUtcNow() };
        }

        return entry;
    }

    /// <summary>Reads what an earlier silo left, once. What has no record that fits is hashed when somebody needs it.</summary>
    private void Load()
    {
        if (_loaded)
        {
            return;
        }

        _loaded = true;
        var now = _time.GetUtcNow();
        var (files, parts) = _directory.Load();
        foreach (var (digest, bytes) in parts)
        {
            _entries[digest] = new WeightsEntry(digest) { Bytes = bytes, Since = now };
        }

        foreach (var (digest, bytes, record) in files)
        {
            _entries[digest] = new WeightsEntry(digest)
            {
                IsHeld = true,
                Bytes = bytes,
                Since = record?.FetchedAt ?? now,
                FetchSeconds = record?.FetchSeconds ?? 0,
                Uses = record?.Uses ?? 0,
                UsedAt = record?.UsedAt,
            };
        }
    }
}
