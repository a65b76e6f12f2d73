using Krewe.Runtime.Messaging;
using Orleans.Runtime;

namespace Krewe.Runtime.Tests.Transport;

/// <summary>The port for silos.</summary>
internal sealed class SiloPort : IPortUnderTest
{
    private readonly TransportPeer _peer = TransportPeer.Start();

    public SiloAddress Address => _peer.Address;

    public TransportLog Log => _peer.Log;

    public int ReceivedCount => _peer.ReceivedCount;

    public Task<Message> NextAsync() => _peer.NextAsync();

    public Message Call(int number, byte[]? payload = null) => _peer.Call(Address, number, payload);

    public Task<uint> GreetAsync(RawClient client) => client.GreetAsync(Address);

    public ValueTask DisposeAsync() => _peer.DisposeAsync();
}
