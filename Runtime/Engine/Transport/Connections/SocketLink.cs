using System.IO.Pipelines;
using System.Net;
using System.Net.Security;
using Microsoft.AspNetCore.Connections;

namespace Krewe.Runtime.Transport.Connections;

/// <summary>An open connection, in clear or through TLS. One reader and one writer.</summary>
internal sealed class SocketLink : IAsyncDisposable
{
    private readonly ConnectionContext _connection;
    private readonly SslStream? _tls;
    private readonly TransportMetrics _metrics;
    private bool _aborted;

    public SocketLink(ConnectionContext connection, SslStream? tls, TransportMetrics metrics)
    {
        _connection = connection;
        _tls = tls;
        _metrics = metrics;
        Input = tls is null ? connection.Transport.Input : PipeReader.Create(tls, new StreamPipeReaderOptions(leaveOpen: true));
        Output = tls is null ? connection.Transport.Output : PipeWriter.Create(tls, new StreamPipeWriterOptions(leaveOpen: true));
        metrics.Opened();
    }

    public PipeReader Input { get; }

    public PipeWriter Output { get; }

    public EndPoint? Remote => _connection.RemoteEndPoint;

    /// <summary>Ends it without sending what is left.</summary>
    public void Abort()
    {
        _aborted = true;
        _connection.Abort();
    }

    /// <summary>Sends what is left, unless it was aborted, and closes.</summary>
    public async ValueTask DisposeAsync()
    {
        try
        {
            if (_tls is not null)
            {
                if (!_aborted)
                {
                    await Output.CompleteAsync();
                    await _tls.ShutdownAsync();
                }

                await _tls.DisposeAsync();
            }
        }
        catch (Exception exception) when (exception is IOException or InvalidOperationException or OperationCanceledException)
        {
            // Nobody is left who would want the farewell.
        }
        finally
        {
            await _connection.DisposeAsync();
            _metrics.Closed();
        }
    }
}
