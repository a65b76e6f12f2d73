using System.IO.Pipelines;
using System.Net;
using System.Net.Sockets;
using Krewe.Runtime.Transport;
using Krewe.Runtime.Transport.Handshakes;
using Orleans.Runtime;

namespace Krewe.Runtime.Tests.Transport;

/// <summary>A silo that greets properly and then does not read.</summary>
internal sealed class RawServer : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private Socket? _connection;

    public RawServer()
    {
        _listener.Server.ReceiveBufferSize = 16 * 1024; // fixed: the system would let it grow to megabytes
        _listener.Start();
        Address = SiloAddress.New((IPEndPoint)_listener.LocalEndpoint, 1);
    }

    public SiloAddress Address { get; }

    /// <summary>Takes one connection and greets.</summary>
    public async Task GreetAsync()
    {
        _connection = await _listener.AcceptSocketAsync().WaitAsync(TransportPeer.Patience);
        var stream = new NetworkStream(_connection);
        await new Handshake(new SiloIdentity("test", "service", Address), new GuidIds())
            .AcceptAsync(PipeReader.Create(stream), PipeWriter.Create(stream), default).WaitAsync(TransportPeer.Patience);
    }

    /// <summary>Waits until messages have arrived, and reads one byte.</summary>
    public async Task ReadSomethingAsync() => await _connection!.ReceiveAsync(new byte[1], SocketFlags.None).WaitAsync(TransportPeer.Patience);

    public void Cut() => _connection!.Close(0);

    public void Dispose()
    {
        _connection?.Dispose();
        _listener.Dispose();
    }
}
