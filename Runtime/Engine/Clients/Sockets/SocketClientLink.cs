using Krewe.Runtime.Messaging;
using Krewe.Runtime.Transport.Connections;
using Krewe.Runtime.Transport.Frames;
using Orleans.Runtime;

namespace Krewe.Runtime.Clients.Sockets;

/// <summary>
/// A connection between a client and a gateway: the frames, limits and queues of the silos' connections, in both directions. What is still in the
/// queue when it ends was certainly not sent, and goes back to its owner.
/// </summary>
internal sealed class SocketClientLink(TransportSettings settings, SocketLink link, uint firstOut, uint firstIn) : IClientLink
{
    private readonly SendQueue _queue = new(settings.Options);
    private volatile bool _isClosing;

    public QueueResult TrySend(Message message)
    {
        var frame = OutgoingFrame.Write(message, settings.Limits, settings.Time.GetUtcNow());
        var result = _queue.TryAdd(frame);
        if (result != QueueResult.Queued)
        {
            frame.Dispose();
        }

        return result;
    }

    public void Close()
    {
        _isClosing = true;
        _queue.Close();
    }

    public void Abort()
    {
        _isClosing = true;
        link.Abort();
    }

    /// <summary>Sends and receives until the connection ends.</summary>
    /// <exception cref="ProtocolException">What arrived is no message, or ended within one.</exception>
    public async Task RunAsync(IClientLinkOwner owner)
    {
        using var lost = new CancellationTokenSource();
        var sending = SendAsync(lost.Token);
        Exception? reason = null;
        try
        {
            await new FrameReceiver(settings, owner, firstIn).RunAsync(link.Input);
        }
        catch (Exception exception)
        {
            reason = _isClosing ? null : exception;
            if (reason is not null)
            {
                throw;
            }
        }
        finally
        {
            await lost.CancelAsync();
            _queue.Close();
            await sending;
            GiveBack(owner);
            owner.Closed(reason);
        }
    }

    private async Task SendAsync(CancellationToken lost)
    {
        await new FrameSender(_queue, settings, firstOut).RunAsync(link.Output, lost);
        link.Input.CancelPendingRead();
    }

    private void GiveBack(IClientLinkOwner owner)
    {
        var ended = new OrleansMessageRejectionException("KRW7202: The connection has ended before the message was sent.");
        _queue.Empty(frame =>
        {
            owner.NotSent(frame.Message, ended);
            return false;
        });
    }
}
