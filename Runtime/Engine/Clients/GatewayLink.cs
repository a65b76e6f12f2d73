using Krewe.Runtime.Messaging;
using Krewe.Runtime.Transport.Connections;
using Krewe.Runtime.Transport.Frames;
using Krewe.Runtime.Transport.Handshakes;
using Microsoft.Extensions.Logging;
using Orleans.Runtime;

namespace Krewe.Runtime.Clients;

/// <summary>The way to one gateway: connects again as long as that stands in the list. Its loop runs in the pool's turns; messages come on any thread.</summary>
internal sealed partial class GatewayLink(SiloAddress gateway, GatewayPool pool)
{
    private Connection? _connection; // written in turns
    private Task<Exception?>? _connecting; // turns only
    private int _failures; // turns only

    public SiloAddress Gateway => gateway;

    public GatewayLinkState State => _connection is not { IsClosed: false } connection ? GatewayLinkState.Down
        : connection.IsDraining ? GatewayLinkState.Draining
        : GatewayLinkState.Up;

    /// <summary>Whether the list has it. Turns only.</summary>
    public bool IsListed { get; set; } = true;

    /// <summary>Why it could not be connected, the last time.</summary>
    public Exception? Failure { get; private set; }

    public QueueResult TrySend(Message message) => _connection is { } connection ? connection.TrySend(message) : QueueResult.Closed;

    /// <summary>One attempt, unless it is connected or an attempt is made already. Null for success.</summary>
    public Task<Exception?> ConnectAsync(CancellationToken cancellationToken)
    {
        if (State != GatewayLinkState.Down)
        {
            return Task.FromResult<Exception?>(null);
        }

        return _connecting is { IsCompleted: false } running ? running : _connecting = ConnectOnceAsync(cancellationToken);
    }

    /// <summary>Keeps the way open until it is no longer wanted.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            if (await ConnectAsync(stop) is null && _connection is { } connection)
            {
                await connection.Ended;
                if (stop.IsCancellationRequested)
                {
                    return;
                }

                pool.Lost(this);
            }

            if (!IsListed)
            {
                pool.Remove(this);
                return;
            }

            try
            {
                var delay = pool.RetryDelay * Math.Min(Math.Max(_failures, 1), 10);
                await Task.Delay(delay, pool.Time, stop);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    /// <summary>Says goodbye when this gateway is to be left and another one serves. Turns only.</summary>
    public void SayGoodbye() => _connection?.SayGoodbye();

    /// <summary>Asks for a sign of life, and gives the connection up when there was none for long. Turns only.</summary>
    public void Watch() => _connection?.Watch();

    /// <summary>Sends what is queued and closes.</summary>
    public async Task CloseAsync()
    {
        if (_connection is { } connection)
        {
            connection.SayGoodbye();
            connection.Close();
            await connection.Ended;
        }
    }

    public void Abort() => _connection?.Abort();

    private async Task<Exception?> ConnectOnceAsync(CancellationToken cancellationToken)
    {
        var connection = new Connection(this, pool);
        try
        {
            var link = await pool.Connector.ConnectAsync(gateway, pool.Introduce(), connection, cancellationToken);
            connection.Begin(link);
            _connection = connection;
            _failures = 0;
            Failure = null;
            pool.Gained(this);
            return null;
        }
        catch (Exception exception)
        {
            _failures++;
            if (!cancellationToken.IsCancellationRequested && (Failure?.Message != exception.Message || _failures == 1))
            {
                Log.NotConnected(pool.Logger, gateway, exception.Message);
            }

            Failure = exception;
            return exception;
        }
    }

    private sealed class Connection(GatewayLink owner, GatewayPool pool) : IClientLinkOwner
    {
        private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private IClientLink? _link;
        private volatile bool _isClosed;
        private volatile bool _isDraining;
        private bool _hasSaidGoodbye; // turns only
        private long _heardAt = pool.Time.GetTimestamp();

        public bool IsClosed => _isClosed;

        public bool IsDraining => _isDraining;

        public Task Ended => _ended.Task;

        public void Begin(IClientLink link) => _link = link;

        public QueueResult TrySend(Message message)
        {
            var result = _isClosed ? QueueResult.Closed : _link!.TrySend(message);
            _isClosed |= result == QueueResult.Closed; // so that it is not chosen again
            return result;
        }

        public void Close()
        {
            _isClosed = true;
            _link!.Close();
        }

        public void Abort() => _link!.Abort();

        public void SayGoodbye()
        {
            if (!_hasSaidGoodbye && !_isClosed)
            {
                _hasSaidGoodbye = true;
                _link!.TrySend(ClientSignals.Create(MessageKind.Goodbye, pool.Client));
            }
        }

        public void Watch()
        {
            if (_isClosed)
            {
                return;
            }

            var silence = pool.Time.GetElapsedTime(Volatile.Read(ref _heardAt));
            if (silence >= ClientSignals.GatewaySilence)
            {
                Log.Silent(pool.Logger, owner.Gateway, silence);
                _link!.Abort();
            }
            else
            {
                _link!.TrySend(ClientSignals.Create(MessageKind.Ping, pool.Client));
            }
        }

        public void Arrived(Message message)
        {
            Volatile.Write(ref _heardAt, pool.Time.GetTimestamp());
            switch (message.Kind)
            {
                case MessageKind.Draining:
                    _isDraining = true;
                    pool.Changed(readsList: true);
                    break;
                case MessageKind.GatewaysChanged:
                    pool.Changed(readsList: true);
                    break;
                case MessageKind.Pong:
                    break;
                default:
                    message.TargetSilo = owner.Gateway; // where the answer of an observer goes back to
                    pool.Receiver(message);
                    break;
            }
        }

        public void Unreadable(in MessageParts parts, Exception reason)
        {
            Log.Unreadable(pool.Logger, parts.Interface, parts.Method, owner.Gateway, reason.Message);
            if (parts.Kind == MessageKind.Response)
            {
                Arrived(parts.ToResponse(reason));
            }
            else if (parts.Kind == MessageKind.Request)
            {
                _link?.TrySend(Message.ResponseTo(parts.ToMessage(MessageKind.Request)).With(
                    Orleans.Serialization.Invocation.Response.FromException(new OrleansMessageRejectionException(
                        $"KRW7216: The client cannot read the call of {parts.Interface}/{parts.Method}, which did not run: {reason.Message}")),
                    isolated: true));
            }
        }

        /// <summary>What was not handed to the connection was certainly not executed, and may go by another gateway.</summary>
        public void NotSent(Message message, Exception reason)
        {
            _isClosed = true;
            pool.NotSent(message, reason);
        }

        public void Closed(Exception? reason)
        {
            _isClosed = true;
            if (reason is not null and not HandshakeRefusedException)
            {
                Log.Broken(pool.Logger, owner.Gateway, reason.Message);
            }

            _ended.TrySetResult();
        }
    }

    private static partial class Log
    {
        [LoggerMessage(7230, LogLevel.Warning, "KRW7230: No connection to the gateway {Gateway}: {Reason}")]
        public static partial void NotConnected(ILogger logger, SiloAddress gateway, string reason);

        [LoggerMessage(7247, LogLevel.Warning, "The gateway {Gateway} said nothing for {Time}; the connection is given up")]
        public static partial void Silent(ILogger logger, SiloAddress gateway, TimeSpan time);

        [LoggerMessage(7248, LogLevel.Information, "The connection to the gateway {Gateway} broke: {Reason}")]
        public static partial void Broken(ILogger logger, SiloAddress gateway, string reason);

        [LoggerMessage(7256, LogLevel.Warning, "KRW7216: A message of {Interface}/{Method} from {Gateway} cannot be read: {Reason}")]
        public static partial void Unreadable(ILogger logger, string? @interface, string? method, SiloAddress gateway, string reason);
    }
}
