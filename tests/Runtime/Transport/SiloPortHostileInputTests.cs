using Krewe.Runtime.Messaging;
using Orleans.Runtime;

namespace Krewe.Runtime.Tests.Transport;

[Collection(nameof(Sockets))]
public sealed class SiloPortHostileInputTests : HostileInputTests
{
    [Fact]
    public async Task Receive_MethodNobodyKnows_CallerIsToldAndConnectionStays()
    {
        await using var caller = TransportPeer.Start();
        await using var a = TransportPeer.Start();
        using var client = await RawClient.ConnectAsync(a.Address);
        var sequence = await client.GreetAsync(a.Address);
        var known = caller.Call(a.Address, 1);
        var frame = RawClient.Frame(known, sequence);
        var at = frame.AsSpan().IndexOf("Carry"u8);
        "Nope!"u8.CopyTo(frame.AsSpan(at));

        await client.SendAsync(frame);
        await client.SendAsync(RawClient.Frame(caller.Call(a.Address, 2), sequence + 1));
        var response = await caller.NextAsync();

        Assert.Equal(2, (await a.NextAsync()).Number());
        Assert.Equal(known.CorrelationId, response.CorrelationId);
        Assert.Equal(MessageKind.Response, response.Kind);
        Assert.Contains("test.transport/Nope!", response.Response!.Exception!.Message, StringComparison.Ordinal);
        Assert.Equal(7216, Assert.Single(a.Log.Lines).Code);
    }

    [Fact]
    public async Task Receive_MessageForAnotherLife_IsRejected()
    {
        await using var caller = TransportPeer.Start();
        await using var a = TransportPeer.Start(generation: 5);
        using var client = await RawClient.ConnectAsync(a.Address);
        var stale = caller.Call(SiloAddress.New(a.Address.Endpoint, 4), 1);

        await client.SendAsync(RawClient.Frame(stale, await client.GreetAsync(a.Address)));
        var response = await caller.NextAsync();

        Assert.StartsWith("KRW7205", response.Response!.Exception!.Message, StringComparison.Ordinal);
        Assert.Equal(0, a.ReceivedCount);
    }

    private protected override IPortUnderTest Open() => new SiloPort();
}
