using System.Collections.Immutable;
using System.Net.Sockets;

namespace Krewe.Commands.Application;

/// <summary>
/// The way to the silo. It keeps who did not answer the silo in time: lists then lack what only those know, and say so in a header. And
/// it finds out within half a minute that the other machine has gone, also while a stream is silent.
/// </summary>
internal sealed class SiloConnection : DelegatingHandler
{
    private const string Header = "Krewe-Incomplete";
    private const int SilentSeconds = 10;
    private const int ProbeSeconds = 5;
    private const int Probes = 3;
    private ImmutableSortedSet<string> _missing = ImmutableSortedSet.Create<string>(StringComparer.Ordinal);

    public SiloConnection()
        : base(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false, ConnectCallback = ConnectAsync })
    {
    }

    /// <summary>Who was missing in the answers since the last look.</summary>
    public ImmutableArray<string> TakeMissing() => [.. Interlocked.Exchange(ref _missing, _missing.Clear())];

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await base.SendAsync(request, cancellationToken);
        if (response.Headers.TryGetValues(Header, out var values))
        {
            var names = values.SelectMany(value => value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)).ToArray();
            ImmutableInterlocked.Update(ref _missing, (set, added) => set.Union(added), names);
        }

        return response;
    }

    private static async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true);
            socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveTime, SilentSeconds);
            socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveInterval, ProbeSeconds);
            socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveRetryCount, Probes);
            await socket.ConnectAsync(context.DnsEndPoint, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
