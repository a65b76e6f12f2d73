using System.Collections.Immutable;
using Krewe.Errors;
using Krewe.Scheduling.Weights;
using Krewe.Silo.Backends.Weights.Disk;
using Krewe.Silo.Backends.Weights.Fetching;
using Krewe.Silo.Configuration;
using Krewe.Specs;
using Krewe.Weights;

namespace Krewe.Silo.Backends.Weights;

/// <summary>Makes room for what comes: on the disk, and within the cache's limit. Everything under the cache's lock.</summary>
internal sealed class WeightsRoom(WeightsOptions options, IWeightsDisk disk, WeightsDirectory directory, IReadOnlyDictionary<string, WeightsEntry> entries, TimeProvider time)
{
    private const int ReserveShare = 20; // a twentieth
    private const double DefaultShare = 0.8;

    /// <summary>The most bytes of files and parts together.</summary>
    public long Limit => options.MaxBytes ?? (long)(disk.TotalBytes * DefaultShare);

    /// <summary>Files and parts that were dropped to make room.</summary>
    public long Dropped { get; private set; }

    /// <summary>Makes room for a fetch.</summary>
    /// <param name="fetch">The fetch.</param>
    /// <param name="upTo">Room for how much of it, in bytes from its beginning.</param>
    /// <param name="isFull">Whether the disk was found full, whatever it says of itself.</param>
    /// <exception cref="KreweException">There is not room enough (KRW4011): nothing was dropped for it.</exception>
    public void Reserve(FetchUnderWay fetch, long upTo, bool isFull)
    {
        var reserve = Math.Min(options.ReserveBytes, disk.TotalBytes / ReserveShare);
        var others = entries.Values.Where(entry => entry.Fetch is not null && entry.Fetch != fetch).Sum(entry => Math.Max(0, entry.Fetch!.Reserved - entry.Fetch.Have));
        var free = (isFull ? 0 : disk.FreeBytes) - reserve - others;
        var taken = entries.Values.Where(entry => entry.Digest != fetch.Digest).Sum(entry => entry.TakenBytes);
        var lacking = Math.Max(upTo - fetch.Have - free, taken + upTo - Limit);
        if (lacking > 0)
        {
            var urgent = fetch.Urgency == WeightsUrgency.Start;
            var chosen = Choose(lacking, urgent ? double.PositiveInfinity : WeightsEntry.ValueOf(upTo, fetch.ExpectedUses, time.GetUtcNow()));
            if (chosen is null)
            {
                throw WeightsProblems.NotStored(
                    fetch.Weights,
                    $"{ByteSize.Format(lacking)} are lacking{(urgent ? "" : " beside what is worth more")}",
                    Reasons(fetch, upTo, reserve, isFull));
            }

            foreach (var digest in chosen.Value)
            {
                Drop(entries[digest]);
            }
        }

        fetch.Reserved = Math.Max(fetch.Reserved, upTo);
    }

    /// <summary>Parts of which nobody waits, oldest first, and then files, least worth first; null where all of that is not enough.</summary>
    private ImmutableArray<string>? Choose(long lacking, double below)
    {
        var parts = new List<string>();
        foreach (var part in entries.Values.Where(entry => !entry.IsHeld && entry.Fetch is null && entry.Users == 0 && entry.Bytes > 0)
            .OrderBy(entry => entry.Since).ThenBy(entry => entry.Digest, StringComparer.Ordinal))
        {
            if (lacking <= 0)
            {
                break;
            }

            parts.Add(part.Digest);
            lacking -= part.Bytes;
        }

        return WeightsEviction.Choose(entries.Values.Select(entry => entry.ForEviction()), lacking, time.GetUtcNow(), below) is { } files ? [.. parts, .. files] : null;
    }

    private void Drop(WeightsEntry entry)
    {
        if (entry.IsHeld)
        {
            directory.DropFile(entry.Digest);
        }
        else
        {
            directory.DropPart(entry.Digest);
        }

        (entry.IsHeld, entry.Bytes) = (false, 0);
        Dropped++;
    }

    private ImmutableArray<string> Reasons(FetchUnderWay fetch, long upTo, long reserve, bool isFull) =>
    [
        $"it has {ByteSize.Format(upTo)}, of which {ByteSize.Format(fetch.Have)} are there",
        $"weights may take {ByteSize.Format(Limit)} and take {ByteSize.Format(entries.Values.Sum(entry => entry.TakenBytes))}, of which {ByteSize.Format(entries.Values.Where(entry => entry.Users > 0).Sum(entry => entry.TakenBytes))} are in use",
        isFull ? "the disk is full" : $"the disk has {ByteSize.Format(disk.FreeBytes)} free, of which {ByteSize.Format(reserve)} stay so",
    ];
}
