using System.IO.Pipelines;
using Krewe.Runtime.Messaging;
using Krewe.Runtime.Transport.Frames;
using Microsoft.Extensions.Logging;
using Orleans.Runtime;

namespace Krewe.Runtime.Transport.Connections;

/// <summary>
/// The way to one life of another silo: a queue, and a loop that opens a connection when there is something to send and writes what is
/// queued in batches. A request leaves the queue when it is handed to the connection; from then on its outcome is unknown until a response
/// comes. What is still in the queue when the connection is lost was certainly not executed, and is rejected.
/// </summary>
internal sealed partial class PeerLink(SiloAddress peer, TransportSettings settings, SiloConnector connector, IFrameOwner owner) : IDisposable
{
    private readonly SendQueue _queue = new(settings.Options);
    private readonly CancellationTokenSource _stop = new();
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _started;
    private volatile bool _isDead;

    // Of the loop: how often opening failed in a row, when last, and why.
    private int _failures;
    private long _failedAt;
    private string _failure = string.Empty;

    public QueueResult TrySend(OutgoingFrame frame)
    {
        var result = _queue.TryAdd(frame);
        if (result == QueueResult.Queued)
        {
            EnsureStarted();
        }

        return result;
    }

    /// <summary>Sends what is queued, then closes.</summary>
    /// <param name="cancellationToken">When signalled, what is left is rejected.</param>
    public async Task CloseAsync(CancellationToken cancellationToken)
    {
        _queue.Close();
        EnsureStarted();
        using (cancellationToken.UnsafeRegister(static state => ((PeerLink)state!)._stop.Cancel(), this))
        {
            await _ended.Task;
        }
    }

    /// <summary>The silo is dead: what is queued is rejected.</summary>
    public void Abandon()
    {
        _isDead = true;
        _queue.Close();
        EnsureStarted();
        _stop.Cancel();
    }

    public void Dispose() => _stop.Dispose();

    private void EnsureStarted()
    {
        if (Interlocked.Exchange(ref _started, 1) == 0)
        {
            _ = Background.Start(RunAsync);
        }
    }

    private async Task RunAsync()
    {
        try
        {
            while (await _queue.WaitAsync(default))
            {
                if (_stop.IsCancellationRequested)
                {
                    Reject("the connection was closed", keepResponses: false);
                }
                else if (IsResting())
                {
                    Reject(_failure, keepResponses: false);
                }
                else
                {
                    await ConnectAndSendAsync();
                }
            }
        }
        finally
        {
            _ended.SetResult();
        }
    }

    private async Task ConnectAndSendAsync()
    {
        SocketLink link;
        uint sequence;
        try
        {
            (link, sequence, _) = await connector.OpenAsync(peer, _stop.Token);
        }
        catch (Exception exception)
        {
            NoteFailure(exception.Message);
            Reject(_failure, keepResponses: false);
            return;
        }

        bool isFinished, hasSent;
        using (_stop.Token.UnsafeRegister(static state => ((SocketLink)state!).Abort(), link))
        {
            (isFinished, hasSent) = await SendAsync(link, sequence);
            if (!isFinished)
            {
                link.Abort();
            }

            await link.DisposeAsync();
        }

        if (hasSent)
        {
            _failures = 0;
        }

        if (!isFinished && !_stop.IsCancellationRequested)
        {
            if (!hasSent)
            {
                NoteFailure("the connection was closed at once");
            }
            else
            {
                Log.Lost(settings.Logger, peer);
            }

            Reject("the connection was lost", keepResponses: hasSent);
        }
    }

    /// <summary>Writes until the queue is closed and empty (then it is finished) or the connection is lost.</summary>
    private async Task<(bool IsFinished, bool HasSent)> SendAsync(SocketLink link, uint sequence)
    {
        using var lost = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token);
        var watching = WatchAsync(link.Input, lost);
        var sender = new FrameSender(_queue, settings, sequence);
        var isFinished = await sender.RunAsync(link.Output, lost.Token);
        link.Input.CancelPendingRead();
        await watching;
        return (isFinished, sender.HasSent);
    }

    /// <summary>After the handshake the other side says nothing; whatever arrives, its end above all, ends the connection.</summary>
    private static async Task WatchAsync(PipeReader input, CancellationTokenSource lost)
    {
        try
        {
            await input.ReadAsync();
        }
        catch (Exception)
        {
            // However it ends.
        }

        await lost.CancelAsync();
    }

    private bool IsResting() => _failures > 0
        && settings.Time.GetElapsedTime(_failedAt) < settings.Connections.ConnectionRetryDelay * Math.Min(Math.Pow(2, _failures - 1), 10);

    private void NoteFailure(string reason)
    {
        _failures = Math.Min(_failures + 1, 10);
        _failedAt = settings.Time.GetTimestamp();
        _failure = reason;
        if (!_stop.IsCancellationRequested)
        {
            Log.NotConnected(settings.Logger, peer, reason);
        }
    }

    private void Reject(string reason, bool keepResponses) => _queue.Empty(frame =>
    {
        if (keepResponses && frame.Message.Kind == MessageKind.Response)
        {
            return true;
        }

        owner.NotSent(
            frame.Message,
            _isDead
                ? new SiloUnavailableException($"KRW7204: {peer} is dead; {frame.Message} was not sent.")
                : new OrleansMessageRejectionException($"KRW7202: {frame.Message} was not sent to {peer}: {reason}."));
        return false;
    });

    private static partial class Log
    {
        [LoggerMessage(7214, LogLevel.Warning, "KRW7214: No connection to {Silo}: {Reason}")]
        public static partial void NotConnected(ILogger logger, SiloAddress silo, string reason);

        [LoggerMessage(7215, LogLevel.Information, "KRW7215: The connection to {Silo} was lost")]
        public static partial void Lost(ILogger logger, SiloAddress silo);
    }
}
