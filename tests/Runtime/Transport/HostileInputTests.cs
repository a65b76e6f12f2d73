using System.Buffers.Binary;

namespace Krewe.Runtime.Tests.Transport;

/// <summary>Whatever arrives at a port ends its connection with one line in the log, and nothing else happens: for silos and for clients alike.</summary>
public abstract class HostileInputTests
{
    private const long Bound = 512L * 1024 * 1024; // other tests share the process; what a broken limit would take is gigabytes

    [Fact]
    public async Task Receive_SeededGarbage_EachIsClosedWithOneLine()
    {
        const int Count = 2_000;
        await using var a = Open();
        var random = new Random(20_260_101);
        var session = await SessionAsync(a);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        for (var i = 0; i < Count; i++)
        {
            using var client = await RawClient.ConnectAsync(a.Address);
            await client.SendAsync(Garbage(random, session));
            await client.EndAsync();
        }

        using var right = await RawClient.ConnectAsync(a.Address);
        await right.SendAsync(RawClient.Frame(a.Call(42), await a.GreetAsync(right)));

        Assert.Equal(42, (await a.NextAsync()).Number());
        Assert.Equal(0, a.ReceivedCount);
        Assert.Equal(Count, a.Log.Lines.Count);
        Assert.All(a.Log.Lines, line => Assert.InRange(line.Code, 7210, 7213));
        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - before, long.MinValue, Bound);
    }

    [Fact]
    public async Task Receive_GarbageAfterTheHandshake_EachIsClosedWithOneLine()
    {
        const int Count = 300;
        await using var a = Open();
        var random = new Random(7);
        for (var i = 0; i < Count; i++)
        {
            using var client = await RawClient.ConnectAsync(a.Address);
            var sequence = await a.GreetAsync(client);
            await client.SendAsync(BadFrame(random, a, sequence));
            await client.EndAsync();
        }

        Assert.Equal(0, a.ReceivedCount);
        Assert.Equal(Count, a.Log.Lines.Count);
        Assert.All(a.Log.Lines, line => Assert.Equal(7210, line.Code));
    }

    [Fact]
    public async Task Receive_RecordedSession_IsNotReadAgain()
    {
        await using var a = Open();
        var session = await SessionAsync(a);

        using var replay = await RawClient.ConnectAsync(a.Address);
        await replay.SendAsync(session);
        await replay.EndAsync();

        Assert.Equal(0, a.ReceivedCount);
        Assert.Contains("replayed", Assert.Single(a.Log.Lines).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Receive_FrameSentTwice_IsReadOnce()
    {
        await using var a = Open();
        using var client = await RawClient.ConnectAsync(a.Address);
        var frame = RawClient.Frame(a.Call(1), await a.GreetAsync(client));

        await client.SendAsync([.. frame, .. frame]);
        await client.EndAsync();

        Assert.Equal(1, a.ReceivedCount);
        Assert.Equal(7210, Assert.Single(a.Log.Lines).Code);
    }

    [Theory]
    [InlineData(int.MaxValue, 0)]
    [InlineData(100, int.MaxValue)]
    [InlineData(-1, 100)]
    [InlineData(100, int.MinValue)]
    [InlineData(0, 0)]
    [InlineData((10 * 1024 * 1024) + 1, 0)]
    [InlineData(100, (100 * 1024 * 1024) + 1)]
    public async Task Receive_LengthBeyondTheLimit_IsClosedBeforeAnythingIsKept(int header, int body)
    {
        await using var a = Open();
        using var client = await RawClient.ConnectAsync(a.Address);
        await client.SendAsync(Head(header, body, await a.GreetAsync(client)));

        await client.EndAsync(sendsNoMore: false);

        Assert.Contains("MaxMessage", Assert.Single(a.Log.Lines).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Receive_LargeLengthsThatNeverCome_TakeNoMemory()
    {
        await using var a = Open();
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var clients = new List<RawClient>();
        for (var i = 0; i < 100; i++) // 10 GiB, if lengths were believed
        {
            var client = await RawClient.ConnectAsync(a.Address);
            clients.Add(client);
            var sequence = await a.GreetAsync(client);
            await client.SendAsync([.. Head(100, 100 * 1024 * 1024, sequence), .. new byte[5_000]]);
        }

        var taken = GC.GetTotalMemory(forceFullCollection: true) - before;
        foreach (var client in clients)
        {
            await client.EndAsync();
            client.Dispose();
        }

        Assert.InRange(taken, long.MinValue, Bound);
        Assert.Equal(100, a.Log.Lines.Count);
    }

    private protected abstract IPortUnderTest Open();

    /// <summary>The bytes of a session in which one call was made.</summary>
    private static async Task<byte[]> SessionAsync(IPortUnderTest peer)
    {
        using var client = await RawClient.ConnectAsync(peer.Address);
        await client.SendAsync(RawClient.Frame(peer.Call(1), await peer.GreetAsync(client)));
        await peer.NextAsync();
        await client.EndAsync();
        return client.Sent;
    }

    /// <summary>Noise, noise behind the right beginning, recorded sessions cut short or with bytes changed.</summary>
    private static byte[] Garbage(Random random, byte[] session)
    {
        var noise = new byte[random.Next(0, 400)];
        random.NextBytes(noise);
        switch (random.Next(4))
        {
            case 0: return noise;
            case 1: return [(byte)'K', (byte)'R', (byte)'W', 1, .. noise];
            case 2: return session[..random.Next(session.Length)];
            default:
                var changed = session.ToArray();
                for (var left = random.Next(1, 8); left > 0; left--)
                {
                    changed[random.Next(changed.Length)] ^= (byte)random.Next(1, 256);
                }

                return changed;
        }
    }

    /// <summary>Frames with a wrong number, cut short, or with the right head over noise.</summary>
    private static byte[] BadFrame(Random random, IPortUnderTest peer, uint due)
    {
        var frame = RawClient.Frame(peer.Call(1, new byte[random.Next(100)]), due);
        switch (random.Next(3))
        {
            case 0:
                BinaryPrimitives.WriteUInt32LittleEndian(frame.AsSpan(8), due ^ (uint)random.Next(1, int.MaxValue));
                return frame;
            case 1:
                return frame[..random.Next(1, frame.Length)];
            default:
                random.NextBytes(frame.AsSpan(12));
                return frame;
        }
    }

    private static byte[] Head(int header, int body, uint sequence)
    {
        var head = new byte[12];
        BinaryPrimitives.WriteInt32LittleEndian(head, header);
        BinaryPrimitives.WriteInt32LittleEndian(head.AsSpan(4), body);
        BinaryPrimitives.WriteUInt32LittleEndian(head.AsSpan(8), sequence);
        return head;
    }
}
