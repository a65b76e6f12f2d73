using Krewe.Runtime.Serialization;
using Krewe.Runtime.Transport;
using Krewe.Runtime.Transport.Handshakes;
using Orleans.Runtime;
using System.Buffers;

namespace Krewe.Runtime.Tests.Transport;

[Collection(nameof(Sockets))]
public sealed class HandshakeTests
{
    [Theory]
    [InlineData("other", "service", "embedded", "another cluster")]
    [InlineData("test", "other", "embedded", "another service")]
    [InlineData("test", "service", "orleans", "another grain engine")]
    public async Task Open_SiloOfElsewhere_IsRefusedOnBothSidesWithOneLine(string cluster, string service, string engine, string reason)
    {
        await using var a = TransportPeer.Start();
        await using var b = TransportPeer.Start(cluster: cluster, service: service, engine: engine);

        var rejection = await b.RejectionAsync(a.Address);

        Assert.IsType<OrleansMessageRejectionException>(rejection);
        Assert.Contains(reason, rejection.Message, StringComparison.Ordinal);
        var (code, text) = Assert.Single(a.Log.Lines);
        Assert.Equal(7211, code);
        Assert.Contains(reason, text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(2, 9, 0, 1)]
    [InlineData(0, 0, 0, 1)]
    [InlineData(1, 1, 1, 6)]
    [InlineData(1, 1, 7, 6)]
    [InlineData(0, 9, 0, 0)]
    public async Task Accept_VersionsAndRoles_AreJudged(int oldest, int newest, int role, int expected)
    {
        var self = new SiloIdentity("c", "s", SiloAddress.FromParsableString("127.0.0.1:1@1"));
        var input = new System.IO.Pipelines.Pipe();
        var output = new System.IO.Pipelines.Pipe();
        var hello = new HandshakeHello(Guid.NewGuid(), oldest, newest, self, self.Silo, (PeerRole)role);
        await HandshakeFrame.WriteAsync(input.Writer, hello.Write, default);
        await input.Writer.CompleteAsync();

        await Assert.ThrowsAnyAsync<Exception>(() => new Handshake(self, new GuidIds()).AcceptAsync(input.Reader, output.Writer, default));
        var welcome = await HandshakeFrame.ReadAsync(output.Reader, HandshakeWelcome.Read, default);

        Assert.Equal((HandshakeRefusal)expected, welcome.Refusal);
        Assert.Equal(hello.Nonce, welcome.Echo);
    }

    [Fact]
    public async Task Accept_MembersOfALaterVersion_ArePassedOver()
    {
        var self = new SiloIdentity("c", "s", SiloAddress.FromParsableString("127.0.0.1:1@1"));
        var hello = new HandshakeHello(Guid.NewGuid(), 1, 1, self, self.Silo, PeerRole.Silo);
        var bytes = new ArrayBufferWriter<byte>();
        Write();
        await Task.CompletedTask;

        Assert.Equal(hello, Read());

        void Write()
        {
            var writer = new WireWriter(bytes);
            hello.Write(ref writer);
            var whole = bytes.WrittenSpan[..^1].ToArray();
            bytes.Clear();
            bytes.Write(whole);
            writer.WriteMember(99);
            writer.WriteString("later");
            writer.WriteVarUInt64(0);
        }

        HandshakeHello Read()
        {
            var reader = new WireReader(bytes.WrittenMemory, null);
            return HandshakeHello.Read(ref reader);
        }
    }

    [Fact]
    public async Task Accept_SlowHandshake_IsClosedAfterItsTime()
    {
        var time = new SignallingTime();
        await using var a = TransportPeer.Start(time: time);
        using var slow = await RawClient.ConnectAsync(a.Address);
        await slow.SendAsync("KR"u8.ToArray());
        await time.TimerSet;

        time.Advance(a.Settings.Options.HandshakeTimeout);
        await slow.EndAsync(sendsNoMore: false);

        var (code, text) = Assert.Single(a.Log.Lines);
        Assert.Equal(7210, code);
        Assert.Contains("HandshakeTimeout", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Accept_TooManyHandshakes_FurtherOnesAreClosed()
    {
        var time = new SignallingTime();
        await using var a = TransportPeer.Start(new TransportOptions { MaxPendingHandshakes = 1 }, time: time);
        using var first = await RawClient.ConnectAsync(a.Address);
        await time.TimerSet;
        using var second = await RawClient.TryConnectAsync(a.Address);

        await Task.WhenAny(first.EndAsync(sendsNoMore: false), second?.EndAsync(sendsNoMore: false) ?? Task.CompletedTask);

        Assert.Contains("MaxPendingHandshakes", Assert.Single(a.Log.Lines).Text, StringComparison.Ordinal);
    }
}
