using Krewe.Admin;
using Krewe.Errors;
using Krewe.History;
using Krewe.Silo.Admin;
using Krewe.Silo.Admin.Cluster;
using Krewe.Silo.History.Merging;
using Krewe.Silo.History.Recording;

namespace Krewe.Silo.History.Live;

/// <summary>
/// Asks the cluster once a second while at least one reader is there, once for all of them; without readers nothing runs.
/// </summary>
internal sealed partial class LiveHub(HistoryReader history, IClusterReader cluster, ISiloInformation silo, TimeProvider time, ILogger<LiveHub> logger)
{
    /// <summary>Readers at once; each holds a connection and at most <see cref="LiveReader.Capacity"/> references to events.</summary>
    public const int MaxReaders = 64;

    /// <summary>How long silos have to close a second before they are asked for it.</summary>
    private static readonly TimeSpan Lateness = TimeSpan.FromMilliseconds(350);

    /// <summary>The cluster's state is larger than a second of numbers and changes less.</summary>
    private const int ClusterEvery = 2;

    private readonly Lock _lock = new();
    private readonly List<LiveReader> _readers = [];
    private LiveEvent? _lastCluster;
    private Task _running = Task.CompletedTask;

    /// <summary>How many look.</summary>
    public int Readers
    {
        get
        {
            lock (_lock)
            {
                return _readers.Count;
            }
        }
    }

    /// <summary>Completes when nobody looks any more.</summary>
    public Task Running
    {
        get
        {
            lock (_lock)
            {
                return _running;
            }
        }
    }

    /// <summary>Adds a reader; null when there are too many.</summary>
    public LiveReader? Join()
    {
        lock (_lock)
        {
            if (_readers.Count >= MaxReaders)
            {
                return null;
            }

            var reader = new LiveReader();
            if (_readers.Count > 0 && _lastCluster is { } known)
            {
                reader.Offer(known);
            }

            _readers.Add(reader);
            if (_running.IsCompleted)
            {
                _running = RunAsync();
            }

            return reader;
        }
    }

    /// <summary>Removes a reader.</summary>
    public void Leave(LiveReader reader)
    {
        reader.End();
        lock (_lock)
        {
            _readers.Remove(reader);
        }
    }

    private async Task RunAsync()
    {
        await Task.Yield();
        var sent = 0L;
        ClusterView? seen = null;
        for (var round = 0; ; round++)
        {
            try
            {
                if (round % ClusterEvery == 0)
                {
                    seen = await ShowClusterAsync() ?? seen;
                }

                sent = await ShowSecondsAsync(sent, seen);
            }
            catch (Exception exception)
            {
                Log.RoundFailed(logger, exception);
            }

            await Task.Delay(UntilNextRound(time.GetUtcNow()), time);
            lock (_lock)
            {
                if (_readers.Count == 0)
                {
                    _lastCluster = null;
                    _running = Task.CompletedTask;
                    return;
                }
            }
        }
    }

    private async Task<ClusterView?> ShowClusterAsync()
    {
        try
        {
            var view = await cluster.GetStatusAsync(CancellationToken.None);
            var one = LiveEvent.Of("cluster", view);
            lock (_lock)
            {
                _lastCluster = one;
            }

            Broadcast(one);
            return view;
        }
        catch (Exception exception)
        {
            Log.ClusterUnknown(logger, exception.Message);
            Broadcast(LiveEvent.Of("problem", (exception as KreweException)?.Problem ?? AdminProblems.OutcomeUnknown()));
            return null;
        }
    }

    /// <summary>Every second that is whole by now and was not shown, so that a late round leaves no gap; gives the last one.</summary>
    private async Task<long> ShowSecondsAsync(long sent, ClusterView? seen)
    {
        var now = time.GetUtcNow().ToUnixTimeSeconds();
        var since = Math.Max(sent, now - HistoryLimits.WindowSeconds);
        var answers = await history.AskAsync(new HistoryQuery { Since = since }, CancellationToken.None);
        var last = HistoryMerger.LastWhole(answers.Pages);
        var first = sent == 0 ? last : sent + 1;
        if (last == 0 || first > last)
        {
            return sent;
        }

        first = Math.Max(first, last - HistoryLimits.WindowSeconds + 1);
        var merged = HistoryMerger.Merge(answers.Pages, first, last, answers.Problems);
        for (var second = first; second <= last; second++)
        {
            Broadcast(LiveEvent.Of("live", LiveMerger.At(silo.Name, merged, answers.Pages, second, seen), second));
        }

        return last;
    }

    private void Broadcast(LiveEvent one)
    {
        lock (_lock)
        {
            var dropped = _readers.RemoveAll(reader => !reader.Offer(one));
            if (dropped > 0)
            {
                Log.Dropped(logger, dropped);
            }
        }
    }

    private static TimeSpan UntilNextRound(DateTimeOffset now)
    {
        var into = TimeSpan.FromTicks(now.Ticks % TimeSpan.TicksPerSecond);
        return into < Lateness ? Lateness - into : TimeSpan.FromSeconds(1) - into + Lateness;
    }

    private static partial class Log
    {
        [LoggerMessage(5210, LogLevel.Warning, "A second could not be shown to those who look.")]
        public static partial void RoundFailed(ILogger logger, Exception exception);

        [LoggerMessage(5211, LogLevel.Information, "{Count} readers of the live stream were too slow and have been dropped.")]
        public static partial void Dropped(ILogger logger, int count);

        [LoggerMessage(5212, LogLevel.Information, "The cluster's state could not be shown to those who look: {Reason}")]
        public static partial void ClusterUnknown(ILogger logger, string reason);
    }
}
