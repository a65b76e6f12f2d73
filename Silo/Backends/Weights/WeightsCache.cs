using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Krewe.Errors;
using Krewe.Silo.Backends.Weights.Disk;
using Krewe.Silo.Backends.Weights.Fetching;
using Krewe.Specs;
using Krewe.Weights;

namespace Krewe.Silo.Backends.Weights;

/// <summary>
/// The weights of a host: each file once, by digest, whoever asks. It knows what is there, what is on its way and who waits for it; how a file comes is
/// <see cref="WeightsFetcher"/>'s, what goes <see cref="WeightsRoom"/>'s. See docs/weights.md.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "It lives as long as the silo, which disposes of the source.")]
internal sealed partial class WeightsCache
{
    private readonly Dictionary<string, WeightsEntry> _entries = new(StringComparer.Ordinal); // Under the lock, as all that is in it.
    private readonly Lock _lock = new();
    private readonly WeightsOptions _options;
    private readonly WeightsDirectory _directory;
    private readonly WeightsFetcher _fetcher;
    private readonly WeightsRoom _room;
    private readonly TransferGate _gate;
    private readonly TimeProvider _time;
    private readonly ILogger<WeightsCache> _logger;
    private bool _loaded; // Under the lock.

    public WeightsCache(WeightsOptions options, IWeightsDisk disk, IWeightsSource source, TimeProvider time, ILogger<WeightsCache> logger)
    {
        (_options, _time, _logger) = (options, time, logger);
        _directory = new WeightsDirectory(options.Directory);
        _gate = new TransferGate(options.BytesPerSecond, options.IdleAfter, time);
        _room = new WeightsRoom(options, disk, _directory, _entries, time);
        _fetcher = new WeightsFetcher(options, _directory, disk, source, _gate, Tally, time, Reserve);
    }

    /// <summary>The most bytes that it may take.</summary>
    public long Limit => _room.Limit;

    /// <summary>What happened so far.</summary>
    public WeightsTally Tally { get; } = new();

    /// <summary>Brings a spec's weights here for a start, and keeps them until what is returned is disposed of.</summary>
    /// <param name="weights">The weights; none is nothing to do.</param>
    /// <param name="cancellationToken">Gives up; what is there of them stays for the next time.</param>
    /// <exception cref="KreweException">They cannot be had (KRW4009), are something else (KRW4010), or cannot be stored (KRW4011).</exception>
    public async Task<WeightsHold> AcquireAsync(ImmutableArray<WeightsSpec> weights, CancellationToken cancellationToken)
    {
        if (weights.IsDefaultOrEmpty)
        {
            return WeightsHold.None;
        }

        Pin(weights, 1);
        try
        {
            await EnsureAllAsync(weights, cancellationToken);
            NoteUse(weights);
            return new WeightsHold(Link(weights), () => Pin(weights, -1));
        }
        catch
        {
            Pin(weights, -1);
            throw;
        }
    }

    /// <summary>All of them side by side; when one cannot be had, the others are not waited for.</summary>
    private async Task EnsureAllAsync(ImmutableArray<WeightsSpec> weights, CancellationToken cancellationToken)
    {
        using var all = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var tasks = weights.DistinctBy(file => file.Digest).Select(async file =>
        {
            try
            {
                await EnsureAsync(file, WeightsUrgency.Start, 0, all.Token);
            }
            catch
            {
                await all.CancelAsync();
                throw;
            }
        }).ToArray();
        try
        {
            await Task.WhenAll(tasks);
        }
        catch (OperationCanceledException) when (tasks.FirstOrDefault(task => task.IsFaulted) is { } failed)
        {
            await failed;
        }
    }

    /// <summary>Brings a file here, without keeping it from being dropped again.</summary>
    /// <param name="weights">The file.</param>
    /// <param name="urgency">Why.</param>
    /// <param name="expectedUses">Uses that are expected in the next hour: what may be dropped for it.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="KreweException">As for a start.</exception>
    public async Task EnsureAsync(WeightsSpec weights, WeightsUrgency urgency, double expectedUses, CancellationToken cancellationToken)
    {
        var (missed, began) = (false, _time.GetTimestamp());
        while (true)
        {
            FetchUnderWay fetch;
            lock (_lock)
            {
                var entry = Entry(weights.Digest);
                if (entry.IsHeld && _directory.ReadRecord(weights.Digest) is not null)
                {
                    Tally.NoteAsked(urgency, !missed, _time.GetElapsedTime(began));
                    return;
                }

                missed = true;
                entry.IsHeld = false;
                ThrowIfRefused(entry, weights);
                fetch = entry.Fetch is { IsCancelled: false } running ? running : Begin(entry, weights, urgency);
                fetch.Waiters.Add(urgency);
                fetch.ExpectedUses = Math.Max(fetch.ExpectedUses, expectedUses);
                _gate.Weigh(fetch.Transfer, fetch.Urgency);
            }

            try
            {
                await fetch.Task.WaitAsync(cancellationToken);
            }
            catch (Exception) when (!cancellationToken.IsCancellationRequested && (fetch.IsCancelled || fetch.Weights.Source != weights.Source))
            {
                // Others have given it up, or what failed was another source of the same file.
            }
            finally
            {
                Leave(fetch, urgency);
            }
        }
    }

    /// <summary>What there is of each file.</summary>
    public ImmutableArray<HeldWeights> List()
    {
        lock (_lock)
        {
            Load();
            Forget(_time.GetUtcNow());
            return [.. _entries.Values.OrderBy(entry => entry.Digest, StringComparer.Ordinal).Select(entry => entry.View())];
        }
    }

    private void Forget(DateTimeOffset now)
    {
        foreach (var entry in _entries.Values.Where(entry => entry.IsForgotten(now)).ToList())
        {
            _entries.Remove(entry.Digest);
        }
    }

    /// <summary>What pools expect of files: it is part of their worth.</summary>
    /// <param name="uses">Uses in the next hour by digest; who is left out has none.</param>
    public void Expect(IReadOnlyDictionary<string, double> uses)
    {
        lock (_lock)
        {
            Load();
            foreach (var entry in _entries.Values)
            {
                entry.ExpectedUses = uses.GetValueOrDefault(entry.Digest);
            }
        }
    }

    private FetchUnderWay Begin(WeightsEntry entry, WeightsSpec weights, WeightsUrgency urgency)
    {
        var before = entry.Fetch?.Task ?? Task.CompletedTask;
        var fetch = new FetchUnderWay(weights, _gate.Join(urgency)) { Have = entry.Bytes };
        entry.Fetch = fetch;
        fetch.Task = Task.Run(() => RunAsync(entry, fetch, before));
        return fetch;
    }

    private async Task RunAsync(WeightsEntry entry, FetchUnderWay fetch, Task before)
    {
        var began = _time.GetTimestamp();
        Exception? failure = null;
        try
        {
            await before.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing); // One that was given up: it writes the same part.
            if (!await IsThereAsync(fetch))
            {
                Log.Begun(_logger, fetch.Weights.Name, fetch.Digest, WeightsRules.TellOf(fetch.Weights.Source));
                await _fetcher.FetchAsync(fetch);
            }
        }
        catch (Exception exception)
        {
            failure = exception is KreweException or OperationCanceledException ? exception : WeightsProblems.NotStored(fetch.Weights, exception.Message);
        }

        _gate.Leave(fetch.Transfer);
        lock (_lock)
        {
            End(entry, fetch, failure, _time.GetElapsedTime(began));
        }

        if (failure is not null)
        {
            throw failure;
        }
    }

    /// <summary>A file that is there without a record that fits: it may be what it should be.</summary>
    private async Task<bool> IsThereAsync(FetchUnderWay fetch)
    {
        if (!File.Exists(_directory.FileOf(fetch.Digest)))
        {
            return false;
        }

        string found;
        await using (var file = File.OpenRead(_directory.FileOf(fetch.Digest)))
        {
            found = Convert.ToHexStringLower(await System.Security.Cryptography.SHA256.HashDataAsync(file, fetch.Stopped));
        }

        if (found == WeightsRules.HexOf(fetch.Digest))
        {
            return true;
        }

        Log.Damaged(_logger, fetch.Digest, found);
        _directory.DropFile(fetch.Digest);
        return false;
    }

    private void End(WeightsEntry entry, FetchUnderWay fetch, Exception? failure, TimeSpan took)
    {
        var now = _time.GetUtcNow();
        if (ReferenceEquals(entry.Fetch, fetch))
        {
            entry.Fetch = null;
        }

        Tally.NoteFetched(failure);
        if (failure is null)
        {
            var file = new FileInfo(_directory.FileOf(entry.Digest));
            (entry.IsHeld, entry.Bytes, entry.Since, entry.Problem, entry.RefusedSource) = (true, file.Length, now, null, null);
            entry.FetchSeconds = Math.Max(entry.FetchSeconds, took.TotalSeconds);
            WriteRecord(entry);
            return;
        }

        var part = new FileInfo(_directory.PartOf(entry.Digest));
        (entry.Bytes, entry.Since) = (part.Exists ? part.Length : 0, now);
        if (failure is KreweException { Problem: var problem })
        {
            entry.Problem = problem;
            Log.Failed(_logger, fetch.Weights.Name, problem.ToString());
            if (problem.Code == ErrorCodes.WeightsMismatch)
            {
                (entry.RefusedSource, entry.RefusedUntil) = (fetch.Weights.Source, now + _options.RefusedFor);
            }
        }
    }

    private void Leave(FetchUnderWay fetch, WeightsUrgency urgency)
    {
        lock (_lock)
        {
            fetch.Waiters.Remove(urgency);
            if (fetch.Task.IsCompleted)
            {
                return;
            }

            if (fetch.Waiters.Count == 0)
            {
                fetch.Cancel();
            }
            else
            {
                _gate.Weigh(fetch.Transfer, fetch.Urgency);
            }
        }
    }

    private void Reserve(FetchUnderWay fetch, long upTo, bool isFull)
    {
        lock (_lock)
        {
            _room.Reserve(fetch, upTo, isFull);
            Tally.Dropped = _room.Dropped;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(4040, LogLevel.Information, "Weights {Name} ({Digest}) are fetched from {Source}")]
        public static partial void Begun(ILogger logger, string name, string digest, string source);

        [LoggerMessage(4041, LogLevel.Warning, "Weights {Name}: {Problem}")]
        public static partial void Failed(ILogger logger, string name, string problem);

        [LoggerMessage(4042, LogLevel.Warning, "Weights {Digest} on disk have become something else ({Found}); they are fetched again")]
        public static partial void Damaged(ILogger logger, string digest, string found);

        [LoggerMessage(4043, LogLevel.Warning, "What is known of weights {Digest} could not be written; they are hashed again before their next use")]
        public static partial void NotRecorded(ILogger logger, string digest, Exception exception);
    }
}
