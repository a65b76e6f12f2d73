using System.Runtime.CompilerServices;
using Krewe.Storage.Postgres.Connections;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Krewe.Storage.Postgres.Groups;

/// <summary>
/// A few workers commit together what has queued up, each group in one transaction. What was certainly not done is tried again for a while;
/// so is what may have been done, for the executors' statements find out by themselves. No call waits without bound.
/// </summary>
internal sealed partial class GroupCommit<TOperation, TResult> : IAsyncDisposable
    where TOperation : GroupOperation<TResult>
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(500);

    private readonly KeyedQueue<TOperation, TResult> _queue = new();
    private readonly PostgresDatabase _database;
    private readonly IGroupExecutor<TOperation, TResult> _executor;
    private readonly TimeSpan _timeout;
    private readonly int _maxBatch;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly Task[] _workers;

    public GroupCommit(
        PostgresDatabase database, IGroupExecutor<TOperation, TResult> executor, PostgresOptions options, int workers, int maxBatch, TimeProvider time, ILogger logger)
    {
        (_database, _executor, _time, _logger) = (database, executor, time, logger);
        (_timeout, _maxBatch) = (options.Timeout, maxBatch);

        // Apart from the turns of grains, whoever first uses the storage.
        _workers = [.. Enumerable.Range(0, workers).Select(_ => Task.Run(ServeAsync))];
    }

    /// <summary>Queues an operation; its completion follows its commit.</summary>
    public Task<TResult> RunAsync(TOperation operation)
    {
        operation.Enqueued = _time.GetTimestamp();
        ObjectDisposedException.ThrowIf(!_queue.TryAdd(operation), this);
        return operation.Completion;
    }

    /// <summary>Takes nothing more, and commits what is queued.</summary>
    public async ValueTask DisposeAsync()
    {
        _queue.Stop();
        await Task.WhenAll(_workers).ConfigureAwait(false);
    }

    private async Task ServeAsync()
    {
        var group = new List<TOperation>(_maxBatch);
        while (await _queue.Ready.WaitToReadAsync())
        {
            group.Clear();
            while (group.Count < _maxBatch && _queue.Ready.TryRead(out var operation))
            {
                if (operation.TryCancel() || TryExpire(operation))
                {
                    _queue.Release(operation);
                }
                else
                {
                    group.Add(operation);
                }
            }

            if (group.Count > 0)
            {
                await CommitAsync(group, _time.GetTimestamp());
                group.ForEach(_queue.Release);
            }
        }
    }

    /// <summary>What waited that long while the server did not answer was not sent, and is not sent any more.</summary>
    private bool TryExpire(TOperation operation)
    {
        if (_time.GetElapsedTime(operation.Enqueued) < _timeout)
        {
            return false;
        }

        operation.Fail(PostgresErrors.Unavailable(_database.Place, operation.Subject, null));
        return true;
    }

    private async Task CommitAsync(List<TOperation> group, long started)
    {
        for (var pause = FirstPause; ; pause = pause * 2 < LongestPause ? pause * 2 : LongestPause)
        {
            var (attempt, outcomes, exception) = await AttemptAsync(group);
            switch (attempt)
            {
                case GroupAttempt.Done:
                    for (var i = 0; i < group.Count; i++)
                    {
                        group[i].Complete(outcomes![i]);
                    }

                    return;
                case GroupAttempt.Refused when group.Count > 1:
                    // One of them spoiled it for all: nothing was committed, so each is tried by itself.
                    foreach (var operation in group)
                    {
                        await CommitAsync([operation], started);
                    }

                    return;
                case GroupAttempt.Refused:
                    Log.Refused(_logger, group[0].Subject, _database.Place, exception!);
                    group[0].Fail(PostgresErrors.Refused(_database.Place, group[0].Subject, exception!));
                    return;
                case GroupAttempt.Unknown:
                    group.ForEach(operation => operation.IsUncertain |= operation.Writes);
                    break;
            }

            if (_time.GetElapsedTime(started) + pause >= _timeout)
            {
                Log.GaveUp(_logger, group.Count, _database.Place, exception!);
                group.ForEach(operation => operation.Fail(operation.IsUncertain
                    ? PostgresErrors.Unknown(_database.Place, operation.Subject, exception)
                    : PostgresErrors.Unavailable(_database.Place, operation.Subject, exception)));
                return;
            }

            await Task.Delay(pause, _time);
        }
    }

    private async Task<(GroupAttempt Attempt, GroupOutcome<TResult>[]? Outcomes, Exception? Exception)> AttemptAsync(List<TOperation> group)
    {
        var sent = new StrongBox<bool>();
        var run = RunOnceAsync([.. group], sent);
        try
        {
            // A server that is stopped also stops the driver's own cancellation: the run is then left behind, with its connection.
            return (GroupAttempt.Done, await run.WaitAsync(_timeout, _time), null);
        }
        catch (PostgresException exception) when (Volatile.Read(ref sent.Value) && PostgresErrors.IsRefusal(exception))
        {
            return (PostgresErrors.IsPassing(exception) ? GroupAttempt.NotDone : GroupAttempt.Refused, null, exception);
        }
        catch (Exception exception) when (PostgresErrors.IsBreak(exception))
        {
            _ = run.ContinueWith(static late => late.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
            _database.Forget();
            return (Volatile.Read(ref sent.Value) ? GroupAttempt.Unknown : GroupAttempt.NotDone, null, exception);
        }
        catch (Exception exception)
        {
            return (GroupAttempt.Refused, null, exception);
        }
    }

    private async Task<GroupOutcome<TResult>[]> RunOnceAsync(TOperation[] group, StrongBox<bool> sent)
    {
        await using var connection = await _database.OpenAsync();
        Volatile.Write(ref sent.Value, true);
        return await _executor.ExecuteAsync(connection, group);
    }

    private static partial class Log
    {
        [LoggerMessage(6011, LogLevel.Error, "{Subject} in {Place} could not be read or written")]
        public static partial void Refused(ILogger logger, string subject, string place, Exception exception);

        [LoggerMessage(6012, LogLevel.Warning, "{Count} operations on {Place} were given up: it does not answer")]
        public static partial void GaveUp(ILogger logger, int count, string place, Exception exception);
    }
}
