using System.Buffers.Binary;
using Krewe.Cluster.Tests.Support;
using Krewe.Testing.Postgres;
using Orleans.Runtime;

namespace Krewe.Cluster.Tests;

public sealed class FrameTests
{
    [PostgresFact]
    public async Task SiloPort_HostileInput_IsClosedWithOneLineAndNothingElseHappens()
    {
        await using var cluster = await SiloCluster.StartAsync(1);
        var silo = cluster.Silos[0];
        var address = SiloAddress.FromParsableString(silo.Silo);
        var random = new Random(4);
        var noise = new byte[5_000];
        random.NextBytes(noise);
        Assert.Equal("1", (await silo.CallAsync("/next/a")).Text);
        var linesBefore = silo.Program.Errors.Count;
        List<string> hostile = [];

        await SendAsync((_, _) => noise);
        await SendAsync((_, _) => "GET / HTTP/1.1\r\nHost: silo\r\n\r\n"u8.ToArray());
        await SendAsync((_, _) => "KRW"u8.ToArray());
        var session = await SendAsync((_, sequence) => [.. HostileClient.Frame(address, sequence), .. noise], greets: true);
        await SendAsync((_, _) => session);
        await SendAsync((_, sequence) => [.. HostileClient.Frame(address, sequence), .. HostileClient.Frame(address, sequence)], greets: true);
        await SendAsync((_, sequence) => HostileClient.Frame(address, sequence)[..^3], greets: true);
        await SendAsync((_, sequence) => Head(int.MaxValue, 1, sequence), greets: true, sendsNoMore: false);
        await SendAsync((_, sequence) => Head(100, int.MaxValue, sequence), greets: true, sendsNoMore: false);
        await SendAsync((_, sequence) => Head(-1, -1, sequence), greets: true, sendsNoMore: false);

        foreach (var name in hostile)
        {
            await silo.Program.WaitForLineAsync(line => line.Contains(name + " was", StringComparison.Ordinal), TimeSpan.FromSeconds(30));
        }

        Assert.Equal("2", (await silo.CallAsync("/next/a")).Text);
        var lines = silo.Program.Errors.Skip(linesBefore).ToArray();
        Assert.All(hostile, name => Assert.Single(lines, line => line.Contains(name + " ", StringComparison.Ordinal)));
        Assert.Equal(hostile.Count, lines.Length);
        Assert.All(lines, line => Assert.Matches("KRW721[0-3]", line));

        async Task<byte[]> SendAsync(Func<HostileClient, uint, byte[]> what, bool greets = false, bool sendsNoMore = true)
        {
            using var client = await HostileClient.ConnectAsync(silo.Port);
            hostile.Add(client.Name);
            var sequence = greets ? await client.GreetAsync(address) : 0;
            await client.SendAsync(what(client, sequence));
            await client.EndAsync(sendsNoMore);
            return client.Sent;
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
