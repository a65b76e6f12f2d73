using System.Collections.Concurrent;
using Krewe.Runtime.Messaging;
using Krewe.Runtime.Transport.Connections;
using Orleans.Runtime;
using Orleans.Serialization.Invocation;

namespace Krewe.Runtime.Clients.Gateways;

/// <summary>
/// A client at this gateway, connected or not long gone: the calls that it waits for, which the silo answers for when their target dies, and
/// the calls to its observers that came while it was away.
/// </summary>
internal sealed class ClientSession(GrainId client, MessageCenter messages, TimeProvider time)
{
    private const int MaxKept = 1_000;

    private readonly ConcurrentDictionary<long, Message> _calls = new();
    private readonly Lock _gate = new();
    private readonly Queue<Message> _kept = new(); // under _gate
    private ClientConnection? _connection; // under _gate
    private long _leftAt; // under _gate: timestamp of the time provider

    public GrainId Client => client;

    /// <summary>Whether the client waits for no call.</summary>
    public bool IsIdle => _calls.IsEmpty;

    public ClientConnection? Connection
    {
        get
        {
            lock (_gate)
            {
                return _connection;
            }
        }
    }

    /// <summary>The client is there, again. What was kept is sent.</summary>
    public void Attach(ClientConnection connection)
    {
        ClientConnection? before;
        lock (_gate)
        {
            (before, _connection) = (_connection, connection);
            while (_kept.TryDequeue(out var kept))
            {
                Send_NeedsLock(connection, kept);
            }
        }

        before?.Link.Abort();
    }

    /// <summary>A connection has ended. False when it was not the latest.</summary>
    public bool Detach(ClientConnection connection)
    {
        lock (_gate)
        {
            if (_connection != connection)
            {
                return false;
            }

            _connection = null;
            _leftAt = time.GetTimestamp();
        }

        _calls.Clear(); // The client has told its callers already.
        return true;
    }

    /// <summary>Whether the client has been away that long.</summary>
    public bool IsGone(TimeSpan after)
    {
        lock (_gate)
        {
            return _connection is null && time.GetElapsedTime(_leftAt) >= after;
        }
    }

    /// <summary>The client will not come back: who called its observers is told.</summary>
    public void Drop()
    {
        Message[] kept;
        lock (_gate)
        {
            kept = [.. _kept];
            _kept.Clear();
        }

        foreach (var message in kept)
        {
            messages.Reject(message, ClientGateway.NotAvailable(message.Target));
        }
    }

    /// <summary>Takes a call of the client.</summary>
    public void Call(Message message)
    {
        try
        {
            if (message.Kind == MessageKind.Request)
            {
                _calls[message.CorrelationId] = message;
            }

            messages.Send(message);
        }
        catch (Exception exception)
        {
            messages.Reject(message, exception);
        }
    }

    /// <summary>The client no longer waits.</summary>
    public void Cancel(long correlationId)
    {
        if (_calls.TryRemove(correlationId, out var call) && call.TargetSilo is { } target)
        {
            messages.Send(new Message
            {
                Kind = MessageKind.Cancel,
                CorrelationId = correlationId,
                Source = client,
                SourceSilo = call.SourceSilo,
                Target = call.Target,
                TargetSilo = target,
            });
        }
    }

    public bool IsWaitedFor(long correlationId) => _calls.ContainsKey(correlationId);

    public void Moved(long correlationId, SiloAddress to)
    {
        if (_calls.TryGetValue(correlationId, out var call))
        {
            call.TargetSilo = to;
        }
    }

    public void SiloDied(SiloAddress silo)
    {
        foreach (var call in _calls.Values.Where(call => call.TargetSilo == silo).OrderBy(call => call.CorrelationId))
        {
            Answer(call.CorrelationId, Response.FromException(MessageCenter.Gone(call)));
        }
    }

    /// <summary>Gives the client the outcome of a call, if it still waits for it.</summary>
    public void Answer(long correlationId, Response response)
    {
        if (!_calls.TryRemove(correlationId, out var call) || Connection is not { } connection)
        {
            return;
        }

        try
        {
            connection.Link.TrySend(Message.ResponseTo(call).With(response, isolated: true));
        }
        catch (Exception exception)
        {
            connection.Link.TrySend(Message.ResponseTo(call).With(Response.FromException(exception), isolated: true));
        }
    }

    /// <summary>Takes a call of one of the client's observers, or its cancellation.</summary>
    public void Deliver(Message message)
    {
        Message? refused = null;
        lock (_gate)
        {
            if (_connection is { } connection)
            {
                Send_NeedsLock(connection, message);
            }
            else if (_kept.Count < MaxKept)
            {
                _kept.Enqueue(message);
            }
            else
            {
                refused = message;
            }
        }

        if (refused is not null)
        {
            messages.Reject(refused, ClientGateway.NotAvailable(refused.Target));
        }
    }

    /// <summary>Forgets calls whose callers gave up without a word.</summary>
    public void Sweep()
    {
        var now = time.GetUtcNow();
        foreach (var (number, _) in _calls.Where(call => call.Value.ExpiresAt < now))
        {
            _calls.TryRemove(number, out _);
        }
    }

    private void Send_NeedsLock(ClientConnection connection, Message message)
    {
        try
        {
            if (connection.Link.TrySend(message) != QueueResult.Queued)
            {
                messages.Reject(message, new OrleansMessageRejectionException(
                    $"KRW7238: {message} was not sent to its client: it does not take messages as fast as they come, or is just leaving."));
            }
        }
        catch (Exception exception)
        {
            messages.Reject(message, exception);
        }
    }
}
