using System.Net;
using System.Net.Sockets;
using Krewe.Runtime.Transport;
using Krewe.Testing.Time;
using Orleans.Runtime;

namespace Krewe.Runtime.Tests.Transport;

[Collection(nameof(Sockets))]
public sealed class LossTests
{
    [Fact]
    public async Task Send_PeerDoesNotRead_RejectsWithoutWaitingAndDeliversTheRestInOrder()
    {
        await using var a = TransportPeer.Start(new TransportOptions { MaxQueuedMessages = 100 });
        await using var b = TransportPeer.Start();
        using var gate = new ManualResetEventSlim();
        b.OnReceived = _ => gate.Wait(TransportPeer.Patience);
        var sent = 0;
        for (; a.ReceivedCount == 0 && sent < 100_000; sent++)
        {
            a.Transport.Send(a.Call(b.Address, sent, new byte[8_000]));
        }

        var rejected = await a.NextAsync();
        gate.Set();
        for (var number = 0; number < sent - 1; number++)
        {
            Assert.Equal(number, (await b.NextAsync()).Number());
        }

        Assert.IsType<OrleansMessageRejectionException>(rejected.Response!.Exception);
        Assert.StartsWith("KRW7201", rejected.Response!.Exception!.Message, StringComparison.Ordinal);
        Assert.Equal(0, a.ReceivedCount);
    }

    [Fact]
    public async Task Lose_Connection_QueuedRequestsAreRejectedAndSentOnesStayPending()
    {
        const int Count = 1_000; // 20 MB, of which the system's buffers take some
        using var silent = new RawServer();
        var a = TransportPeer.Start(new TransportOptions { MaxQueuedMessages = Count });
        var greeted = silent.GreetAsync();
        HashSet<long> pending = [];
        for (var number = 0; number < Count; number++)
        {
            var call = a.Call(silent.Address, number, new byte[20_000]);
            pending.Add(call.CorrelationId);
            a.Transport.Send(call);
        }

        await greeted;
        await silent.ReadSomethingAsync();
        silent.Cut();
        await a.Log.LineAsync(7215);
        await a.DisposeAsync();
        var rejected = a.ReceivedCount;
        while (a.ReceivedCount > 0)
        {
            var response = await a.NextAsync();
            Assert.True(pending.Remove(response.CorrelationId));
            Assert.StartsWith("KRW7202", response.Response!.Exception!.Message, StringComparison.Ordinal);
        }

        Assert.InRange(rejected, 1, Count - 1);
        Assert.Equal(Count - rejected, pending.Count);
    }

    [Fact]
    public async Task Restart_OfThePeer_OldAddressIsRejectedAndNewOneServed()
    {
        await using var a = TransportPeer.Start();
        var before = TransportPeer.Start(generation: 1);
        a.Transport.Send(a.Call(before.Address, 1));
        Assert.Equal(1, (await before.NextAsync()).Number());
        await before.DisposeAsync();
        await a.Log.LineAsync(7215);

        await using var after = TransportPeer.Start(port: before.Address.Endpoint.Port, generation: 2);
        var rejection = await a.RejectionAsync(before.Address);
        a.Transport.Send(a.Call(after.Address, 2));

        Assert.Equal(2, (await after.NextAsync()).Number());
        Assert.IsType<OrleansMessageRejectionException>(rejection);
        Assert.Contains("another life", rejection.Message, StringComparison.Ordinal);
        Assert.Equal(7211, Assert.Single(after.Log.Lines).Code);
    }

    [Fact]
    public async Task Restart_OfTheSameLifesEndpoint_ConnectionIsOpenedAgainAfterAPause()
    {
        var time = new ManualTimeProvider();
        await using var a = TransportPeer.Start(time: time);
        var before = TransportPeer.Start();
        a.Transport.Send(a.Call(before.Address, 1));
        await before.NextAsync();
        await before.DisposeAsync();
        await a.Log.LineAsync(7215);

        var unreachable = await a.RejectionAsync(before.Address);
        await using var again = TransportPeer.Start(port: before.Address.Endpoint.Port);
        var resting = await a.RejectionAsync(before.Address);
        time.Advance(TimeSpan.FromSeconds(1));
        a.Transport.Send(a.Call(again.Address, 2));

        Assert.Equal(2, (await again.NextAsync()).Number());
        Assert.StartsWith("KRW7202", unreachable.Message, StringComparison.Ordinal);
        Assert.StartsWith("KRW7202", resting.Message, StringComparison.Ordinal);
        Assert.Single(a.Log.Lines, line => line.Code == 7214);
    }

    [Fact]
    public async Task Open_PeerSaysNothing_IsGivenUpInTime()
    {
        using var mute = new TcpListener(IPAddress.Loopback, 0);
        mute.Start();
        var time = new SignallingTime();
        await using var a = TransportPeer.Start(time: time);

        var rejection = a.RejectionAsync(SiloAddress.New((IPEndPoint)mute.LocalEndpoint, 1));
        await time.TimerSet;
        time.Advance(a.Settings.Connections.OpenConnectionTimeout);

        Assert.Contains("OpenConnectionTimeout", (await rejection).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Disconnect_DeadSilo_QueuedRequestsFailAsUnavailable()
    {
        using var silent = new RawServer(); // accepts, but never greets
        await using var a = TransportPeer.Start();
        var rejection = a.RejectionAsync(silent.Address);

        a.Transport.Disconnect(silent.Address);

        Assert.IsType<SiloUnavailableException>(await rejection);
    }
}
