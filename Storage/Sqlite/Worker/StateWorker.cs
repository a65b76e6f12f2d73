using System.Threading.Channels;
using Krewe.Storage.State;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace Krewe.Storage.Sqlite.Worker;

/// <summary>
/// The one thread that touches the database, so that no grain's turn ever waits for the disk. What has queued up is committed together;
/// operations keep their order.
/// </summary>
internal sealed partial class StateWorker
{
    private readonly Channel<StateOperation> _queue = Channel.CreateUnbounded<StateOperation>(new UnboundedChannelOptions { SingleReader = true });
    private readonly TaskCompletionSource _opened = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly string _file;
    private readonly TimeSpan _busyTimeout;
    private readonly int _maxBatch;
    private readonly ILogger _logger;

    private StateWorker(string file, TimeSpan busyTimeout, int maxBatch, ILogger logger) =>
        (_file, _busyTimeout, _maxBatch, _logger) = (file, busyTimeout, maxBatch, logger);

    /// <summary>Opens the database on a new thread.</summary>
    /// <exception cref="StorageException">It cannot be used.</exception>
    public static async Task<StateWorker> StartAsync(string file, TimeSpan busyTimeout, int maxBatch, ILogger logger)
    {
        var worker = new StateWorker(file, busyTimeout, maxBatch, logger);
        new Thread(worker.Run) { IsBackground = true, Name = "krewe-storage" }.Start();
        await worker._opened.Task.ConfigureAwait(false);
        return worker;
    }

    /// <summary>Queues an operation; its completion follows its commit.</summary>
    public Task<StateRow?> Enqueue(StateOperation operation)
    {
        ObjectDisposedException.ThrowIf(!_queue.Writer.TryWrite(operation), typeof(SqliteGrainStorage));
        return operation.Completion;
    }

    /// <summary>Takes nothing more, commits what is queued, and closes the database.</summary>
    public Task StopAsync()
    {
        _queue.Writer.TryComplete();
        return _stopped.Task;
    }

    private void Run()
    {
        try
        {
            using var database = StateDatabase.Open(_file, _busyTimeout);
            foreach (var step in database.Upgraded)
            {
                Log.Upgraded(_logger, _file, step.Version, step.Reason);
            }

            _opened.SetResult();
            Serve(database);
        }
        catch (Exception exception)
        {
            // Before it was opened the one who starts it is told; afterwards Serve has told whoever waits, and closing is all that can fail.
            _opened.TrySetException(exception);
            _opened.Task.Exception?.Handle(_ => true);
        }
        finally
        {
            _stopped.SetResult();
        }
    }

    private void Serve(StateDatabase database)
    {
        var batch = new List<StateOperation>(_maxBatch);
        while (WaitForWork())
        {
            batch.Clear();
            while (batch.Count < _maxBatch && _queue.Reader.TryRead(out var operation))
            {
                if (!operation.TryCancel())
                {
                    batch.Add(operation);
                }
            }

            Commit(database, batch);
        }
    }

    private bool WaitForWork()
    {
        var waiting = _queue.Reader.WaitToReadAsync();
        return waiting.IsCompleted ? waiting.Result : waiting.AsTask().GetAwaiter().GetResult();
    }

    private void Commit(StateDatabase database, List<StateOperation> batch)
    {
        try
        {
            RunTogether(database, batch);
        }
        catch (Exception) when (batch.Count > 1)
        {
            // One of them spoiled it for all: nothing was committed, so each is tried by itself.
            foreach (var operation in batch)
            {
                Commit(database, [operation]);
            }

            return;
        }
        catch (Exception exception)
        {
            Log.Failed(_logger, _file, batch[0].Key.ToString(), exception);
            batch[0].Fail(exception is SqliteException sqlite ? StorageErrors.Translate(sqlite, _file) : exception);
            return;
        }

        foreach (var operation in batch)
        {
            operation.Complete();
        }
    }

    private static void RunTogether(StateDatabase database, List<StateOperation> batch)
    {
        if (batch.Count == 0)
        {
            return;
        }

        using var transaction = database.Begin(writes: batch.Exists(operation => operation.Writes));
        foreach (var operation in batch)
        {
            operation.Run(database, transaction);
        }

        transaction.Commit();
    }

    private static partial class Log
    {
        [LoggerMessage(6001, LogLevel.Information, "Schema of {File} upgraded to {Version}: {Reason}")]
        public static partial void Upgraded(ILogger logger, string file, int version, string reason);

        [LoggerMessage(6002, LogLevel.Error, "The {Key} in {File} could not be read or written")]
        public static partial void Failed(ILogger logger, string file, string key, Exception exception);
    }
}
