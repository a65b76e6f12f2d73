using System.IO.Pipelines;
using System.Net.Sockets;
using Krewe.Runtime.Clients;
using Krewe.Runtime.Messaging;
using Krewe.Runtime.Transport;
using Krewe.Runtime.Transport.Frames;
using Krewe.Runtime.Transport.Handshakes;
using Orleans.Runtime;

namespace Krewe.Runtime.Tests.Transport;

/// <summary>Who connects and sends whatever the test wants, and remembers it.</summary>
internal sealed class RawClient : IDisposable
{
    private readonly Socket _socket;
    private readonly RecordingStream _stream;

    private RawClient(Socket socket)
    {
        _socket = socket;
        _stream = new RecordingStream(socket);
    }

    /// <summary>All that was sent.</summary>
    public byte[] Sent => _stream.Written.ToArray();

    public static async Task<RawClient> ConnectAsync(SiloAddress silo)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(silo.Endpoint).WaitAsync(TransportPeer.Patience);
        return new RawClient(socket);
    }

    /// <summary>The same; null when the other side had closed again before the connect was looked at.</summary>
    public static async Task<RawClient?> TryConnectAsync(SiloAddress silo)
    {
        try
        {
            return await ConnectAsync(silo);
        }
        catch (SocketException exception) when (exception.SocketErrorCode == SocketError.ConnectionReset)
        {
            return null;
        }
    }

    /// <summary>Greets as a silo of the cluster does.</summary>
    public async Task<uint> GreetAsync(SiloAddress silo, SiloIdentity? self = null, ClientIntroduction? client = null) => (await
        new Handshake(self ?? new SiloIdentity("test", "service", SiloAddress.New(silo.Endpoint.Address, 1, 1)), new GuidIds())
            .IntroduceAsync(PipeReader.Create(_stream), PipeWriter.Create(_stream), silo, client, default).WaitAsync(TransportPeer.Patience)).FirstThere;

    public static byte[] Frame(Message message, uint sequence)
    {
        using var frame = OutgoingFrame.Write(message, new FrameLimits(1 << 20, 1 << 20), DateTimeOffset.UtcNow);
        return frame.Complete(sequence).ToArray();
    }

    public async Task SendAsync(byte[] bytes)
    {
        try
        {
            await _stream.WriteAsync(bytes);
        }
        catch (IOException)
        {
            // Closed while it was still being written to: the test looks at how it ended.
        }
    }

    /// <summary>Sends no more, and waits until the other side has closed.</summary>
    public async Task EndAsync(bool sendsNoMore = true)
    {
        try
        {
            if (sendsNoMore)
            {
                _socket.Shutdown(SocketShutdown.Send);
            }

            var buffer = new byte[4096];
            while (await _socket.ReceiveAsync(buffer, SocketFlags.None).WaitAsync(TransportPeer.Patience) > 0)
            {
            }
        }
        catch (SocketException)
        {
            // Reset, which is closed as well.
        }
    }

    public void Dispose() => _socket.Dispose();

    private sealed class RecordingStream(Socket socket) : NetworkStream(socket)
    {
        public List<byte> Written { get; } = [];

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            Written.AddRange(buffer.Span);
            return base.WriteAsync(buffer, cancellationToken);
        }
    }
}
