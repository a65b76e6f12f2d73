using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;
using Krewe.Runtime.Transport.Frames;
using Krewe.Runtime.Transport.Handshakes;
using Krewe.Runtime.Transport.Security;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Logging;

namespace Krewe.Runtime.Transport.Connections;

/// <summary>
/// The connections that others opened. Whatever one of them sends or fails to send ends that connection, with one line in the log, and
/// nothing else.
/// </summary>
internal sealed partial class IncomingConnections(
    TransportSettings settings, SiloListener listener, TlsLayer? tls, PeerRole serves, Func<SocketLink, HandshakeHello, uint, Task> serve)
{
    private readonly ConcurrentDictionary<ConnectionContext, Task> _served = new();
    private readonly Handshake _handshake = new(settings.Self, settings.Ids, serves);
    private Task _accepting = Task.CompletedTask;
    private int _handshaking;
    private volatile bool _stopping;

    public void Start() => _accepting = Background.Start(AcceptAsync);

    /// <summary>Closes the port and all connections. What has not been read is lost.</summary>
    public async Task StopAsync()
    {
        _stopping = true;
        await listener.CloseAsync();
        await _accepting;
        foreach (var (connection, served) in _served)
        {
            connection.Abort();
            await served;
        }

        await listener.DisposeAsync();
    }

    private async Task AcceptAsync()
    {
        while (!_stopping)
        {
            try
            {
                if (await listener.AcceptAsync() is not { } connection)
                {
                    return;
                }

                var begin = new TaskCompletionSource();
                _served[connection] = Background.Start(() => ServeAsync(connection, begin.Task));
                begin.SetResult();
            }
            catch (Exception exception) when (exception is IOException or SocketException)
            {
                // The system has no more handles, say. Those that are open go on, and the next attempt is made later.
                Log.NotAccepted(settings.Logger, exception.Message);
                await Task.Delay(settings.Connections.ConnectionRetryDelay, settings.Time);
            }
        }
    }

    /// <param name="connection">The connection.</param>
    /// <param name="entered">Completes when it stands among those that are served, from where it is removed at the end.</param>
    private async Task ServeAsync(ConnectionContext connection, Task entered)
    {
        await entered;
        var remote = connection.RemoteEndPoint;
        SocketLink? link = null;
        try
        {
            (link, var peer, var first) = await IntroduceAsync(connection, opened => link = opened);
            await serve(link, peer, first);
        }
        catch (Exception exception)
        {
            Report(remote, exception);
            if (exception is not HandshakeRefusedException) // which is told to the other side
            {
                connection.Abort();
                link?.Abort();
            }
        }

        try
        {
            await (link?.DisposeAsync() ?? connection.DisposeAsync());
        }
        finally
        {
            _served.TryRemove(connection, out _);
        }
    }

    private async Task<(SocketLink Link, HandshakeHello Peer, uint First)> IntroduceAsync(ConnectionContext connection, Action<SocketLink> opened)
    {
        using var tooLong = new CancellationTokenSource(settings.Options.HandshakeTimeout, settings.Time);
        try
        {
            if (Interlocked.Increment(ref _handshaking) > settings.Options.MaxPendingHandshakes)
            {
                throw new ProtocolException($"{settings.Options.MaxPendingHandshakes} others have not introduced themselves yet (TransportOptions.MaxPendingHandshakes)");
            }

            var secured = tls is null ? null : await tls.AcceptAsync(connection, tooLong.Token);
            var link = new SocketLink(connection, secured, settings.Metrics);
            opened(link);
            var (peer, first) = await _handshake.AcceptAsync(link.Input, link.Output, tooLong.Token);
            return (link, peer, first);
        }
        catch (OperationCanceledException) when (tooLong.IsCancellationRequested)
        {
            throw new ProtocolException($"no handshake within {settings.Options.HandshakeTimeout} (TransportOptions.HandshakeTimeout)");
        }
        finally
        {
            Interlocked.Decrement(ref _handshaking);
        }
    }

    private void Report(EndPoint? remote, Exception exception)
    {
        if (_stopping)
        {
            return;
        }

        switch (exception)
        {
            case ProtocolException: Log.Closed(settings.Logger, remote, exception.Message); break;
            case HandshakeRefusedException: Log.Refused(settings.Logger, remote, exception.Message); break;
            case AuthenticationException: Log.NotTrusted(settings.Logger, remote, exception.Message); break;
            default: Log.Broken(settings.Logger, remote, exception.Message); break;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(7210, LogLevel.Warning, "KRW7210: The connection from {Remote} was closed: {Reason}")]
        public static partial void Closed(ILogger logger, EndPoint? remote, string reason);

        [LoggerMessage(7211, LogLevel.Warning, "KRW7211: The connection from {Remote} was refused: {Reason}")]
        public static partial void Refused(ILogger logger, EndPoint? remote, string reason);

        [LoggerMessage(7212, LogLevel.Warning, "KRW7212: The connection from {Remote} was closed, no TLS was agreed on: {Reason}")]
        public static partial void NotTrusted(ILogger logger, EndPoint? remote, string reason);

        [LoggerMessage(7213, LogLevel.Information, "KRW7213: The connection from {Remote} broke: {Reason}")]
        public static partial void Broken(ILogger logger, EndPoint? remote, string reason);

        [LoggerMessage(7218, LogLevel.Error, "KRW7218: No connection can be accepted for now: {Reason}")]
        public static partial void NotAccepted(ILogger logger, string reason);
    }
}
