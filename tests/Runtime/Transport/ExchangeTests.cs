using Krewe.Runtime.Messaging;
using Orleans.Configuration;
using Orleans.Runtime;

namespace Krewe.Runtime.Tests.Transport;

[Collection(nameof(Sockets))]
public sealed class ExchangeTests
{
    [Fact]
    public async Task Send_BothDirections_RequestAndResponseArrive()
    {
        await using var a = TransportPeer.Start();
        await using var b = TransportPeer.Start();
        var payload = Bodies.Random(1, 200);

        a.Transport.Send(a.Call(b.Address, 7, payload));
        var request = await b.NextAsync();
        b.Transport.Send(TransportPeer.Answer(request, [1, 2, 3]));
        var response = await a.NextAsync();

        Assert.Equal((7, a.Address), (request.Number(), request.SourceSilo));
        Assert.Equal(payload, request.Payload());
        Assert.Equal([1, 2, 3], response.Response!.GetResult<byte[]>());
        Assert.Empty(a.Log.Lines);
        Assert.Empty(b.Log.Lines);
    }

    [Fact]
    public async Task Send_ManyInBothDirections_KeepTheirOrder()
    {
        const int Count = 100_000;
        var options = new Krewe.Runtime.Transport.TransportOptions { MaxQueuedMessages = 1_000_000, MaxQueuedBytes = 1L << 32 };
        await using var a = TransportPeer.Start(options);
        await using var b = TransportPeer.Start(options);

        await Task.WhenAll(Task.Run(() => SendAll(a, b)), Task.Run(() => SendAll(b, a)), ReceiveAll(a), ReceiveAll(b));

        static void SendAll(TransportPeer from, TransportPeer to)
        {
            for (var number = 0; number < Count; number++)
            {
                from.Transport.Send(from.Call(to.Address, number));
            }
        }

        static async Task ReceiveAll(TransportPeer peer)
        {
            for (var number = 0; number < Count; number++)
            {
                Assert.Equal(number, (await peer.NextAsync()).Number());
            }
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(4_000)]
    [InlineData(70_000)]
    [InlineData(5_000_000)]
    [InlineData(40_000_000)]
    public async Task Send_OfAnySize_ArrivesWhole(int length)
    {
        await using var a = TransportPeer.Start();
        await using var b = TransportPeer.Start();
        var payload = Bodies.Random(length, length);

        a.Transport.Send(a.Call(b.Address, 1, payload));
        a.Transport.Send(a.Call(b.Address, 2));

        var arrived = (await b.NextAsync()).Payload();
        Assert.True(payload.AsSpan().SequenceEqual(arrived));
        Assert.Equal(2, (await b.NextAsync()).Number());
    }

    [Fact]
    public async Task Send_LargerThanTheLimit_FailsAtTheSenderAndLeavesTheConnection()
    {
        var messaging = new SiloMessagingOptions { MaxMessageBodySize = 1000 };
        await using var a = TransportPeer.Start(messaging: messaging);
        await using var b = TransportPeer.Start();

        var tooLarge = Assert.Throws<OrleansMessageRejectionException>(() => a.Transport.Send(a.Call(b.Address, 1, new byte[1000])));
        a.Transport.Send(a.Call(b.Address, 2, new byte[900]));

        Assert.StartsWith("KRW7206", tooLarge.Message, StringComparison.Ordinal);
        Assert.Equal(2, (await b.NextAsync()).Number());
    }

    [Fact]
    public async Task Send_BodyChangedAfterwards_ArrivesAsItWas()
    {
        await using var a = TransportPeer.Start();
        await using var b = TransportPeer.Start();
        byte[] payload = [1, 1, 1];
        byte[] own = [1, 1, 1];

        a.Transport.Send(a.Call(b.Address, 0, payload));
        a.Transport.Send(a.Call(a.Address, 0, own));
        Array.Fill(payload, (byte)9);
        Array.Fill(own, (byte)9);

        Assert.Equal([1, 1, 1], (await b.NextAsync()).Payload());
        Assert.Equal([1, 1, 1], (await a.NextAsync()).Payload());
    }

    [Fact]
    public async Task Send_ToItself_OpensNoConnection()
    {
        await using var a = TransportPeer.Start(cluster: "one");
        a.OnReceived = message => Assert.True(message.IsIsolated);

        a.Transport.Send(a.Call(a.Address, 3));

        Assert.Equal(3, (await a.NextAsync()).Number());
    }

    [Fact]
    public async Task Send_ToAnEarlierLifeOfItself_IsRejectedAsStale()
    {
        await using var a = TransportPeer.Start(generation: 5);

        var rejection = await a.RejectionAsync(SiloAddress.New(a.Address.Endpoint, 4));

        Assert.StartsWith("KRW7205", rejection.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Receive_ReceiverThrows_CallerIsToldAndConnectionStays()
    {
        await using var a = TransportPeer.Start();
        await using var b = TransportPeer.Start();
        b.OnReceived = message => _ = message.Number() == 1 ? throw new SiloUnavailableException("not yet") : 0;

        a.Transport.Send(a.Call(b.Address, 1));
        a.Transport.Send(a.Call(b.Address, 2));

        Assert.Equal("not yet", (await a.NextAsync()).Response!.Exception!.Message);
        Assert.Equal(2, (await b.NextAsync()).Number());
    }

    [Fact]
    public async Task Stop_Graceful_SendsWhatIsQueued()
    {
        const int Count = 5_000;
        await using var b = TransportPeer.Start();
        var a = TransportPeer.Start();
        for (var number = 0; number < Count; number++)
        {
            a.Transport.Send(a.Call(b.Address, number, new byte[500]));
        }

        await a.Transport.StopAsync(default).WaitAsync(TransportPeer.Patience);

        for (var number = 0; number < Count; number++)
        {
            Assert.Equal(number, (await b.NextAsync()).Number());
        }

        Assert.Equal(0, a.ReceivedCount);
        Assert.Empty(b.Log.Lines);
    }

    [Fact]
    public async Task Send_AfterStop_IsRejected()
    {
        await using var b = TransportPeer.Start();
        var a = TransportPeer.Start();
        await a.Transport.StopAsync(default);

        var rejection = await a.RejectionAsync(b.Address);

        Assert.IsType<SiloUnavailableException>(rejection);
        Assert.StartsWith("KRW7203", rejection.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Send_Expired_IsDroppedBeforeItIsSent()
    {
        await using var a = TransportPeer.Start();
        await using var b = TransportPeer.Start();
        var late = a.Call(b.Address, 1);
        var expired = new Message
        {
            Kind = late.Kind, CorrelationId = late.CorrelationId, Source = late.Source, SourceSilo = late.SourceSilo, Target = late.Target, TargetSilo = late.TargetSilo,
            Method = late.Method, ExpiresAt = DateTimeOffset.UnixEpoch,
        }.With(late.Request!, isolated: true);

        a.Transport.Send(expired);
        a.Transport.Send(a.Call(b.Address, 2));

        Assert.Equal(2, (await b.NextAsync()).Number());
    }
}
