using System.IO.Pipelines;
using System.Net;
using System.Net.Sockets;
using Krewe.Cluster.Tests.TestSilo;
using Krewe.Runtime.Clients;
using Krewe.Runtime.Identity;
using Krewe.Runtime.Messaging;
using Krewe.Runtime.Transport;
using Krewe.Runtime.Transport.Frames;
using Krewe.Runtime.Transport.Handshakes;
using Orleans.Runtime;

namespace Krewe.Cluster.Tests.Support;

/// <summary>Connects to a port of a silo and sends whatever it wants.</summary>
internal sealed class HostileClient : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Socket _socket;
    private readonly RecordingStream _stream;

    private HostileClient(Socket socket)
    {
        _socket = socket;
        _stream = new RecordingStream(socket);
        Name = _socket.LocalEndPoint!.ToString()!;
    }

    /// <summary>How the silo's log names it.</summary>
    public string Name { get; }

    /// <summary>All that was sent.</summary>
    public byte[] Sent => [.. _stream.Written];

    public static async Task<HostileClient> ConnectAsync(int port)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, port)).WaitAsync(Patience);
        return new HostileClient(socket);
    }

    /// <summary>Introduces itself as a silo of the cluster does, or as a client. Gives the number of the first frame.</summary>
    public async Task<uint> GreetAsync(SiloAddress silo, bool asClient = false)
    {
        var handshake = new Handshake(new SiloIdentity(TestSiloProgram.Cluster, TestSiloProgram.Cluster, SiloAddress.New(IPAddress.Loopback, 1, 1)), new Ids());
        var introduction = asClient ? new ClientIntroduction(ClientIds.New(Guid.NewGuid())) : null;
        var (first, _) = await handshake.IntroduceAsync(PipeReader.Create(_stream), PipeWriter.Create(_stream), silo, introduction, default).WaitAsync(Patience);
        return first;
    }

    /// <summary>A message that asks for nothing.</summary>
    public static byte[] Frame(SiloAddress silo, uint sequence)
    {
        var name = GrainId.Create("sys.silo", "signals");
        var message = new Message { Kind = MessageKind.Gossip, CorrelationId = 0, Source = name, Target = name, SourceSilo = SiloAddress.New(IPAddress.Loopback, 1, 1), TargetSilo = silo };
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
            // Closed already.
        }
    }

    /// <summary>Waits until the other side has closed.</summary>
    /// <param name="sendsNoMore">Whether to say first that nothing more comes.</param>
    public async Task EndAsync(bool sendsNoMore)
    {
        try
        {
            if (sendsNoMore)
            {
                _socket.Shutdown(SocketShutdown.Send);
            }

            var buffer = new byte[4096];
            while (await _socket.ReceiveAsync(buffer, SocketFlags.None).WaitAsync(Patience) > 0)
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

    private sealed class Ids : IIdSource
    {
        private long _last;

        public Guid NextId() => Guid.NewGuid();

        public long NextCorrelationId() => ++_last;
    }
}
