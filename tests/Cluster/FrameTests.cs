using System.Buffers.Binary;
using Krewe.Cluster.Tests.Support;
using Krewe.Runtime.Transport.Handshakes;
using Krewe.Testing.Postgres;
using Orleans.Runtime;

namespace Krewe.Cluster.Tests;

[Collection("busy")]
public sealed class FrameTests
{
    private readonly Random _random = new(4);

    [PostgresFact]
    public async Task SiloAndGatewayPort_HostileInput_IsClosedWithOneLineAndNothingElseHappens()
    {
        await using var cluster = await SiloCluster.StartAsync(1);
        await using var client = await OutsideClient.StartAsync(cluster, 1);
        var silo = cluster.Silos[0];
        Assert.Equal("1", (await silo.CallAsync("/next/a")).Text);
        Assert.Equal("2", (await client.CallAsync("/next/a")).Text);
        var linesBefore = silo.Program.Errors.Count;

        List<string> hostile =
        [
            .. await AttackAsync(SiloAddress.FromParsableString(silo.Silo), asClient: false),
            .. await AttackAsync(SiloAddress.FromParsableString(silo.Gateway), asClient: true),
        ];
        foreach (var name in hostile)
        {
            await silo.Program.WaitForLineAsync(line => line.Contains(name + " was", StringComparison.Ordinal), TimeSpan.FromSeconds(30));
        }

        Assert.Equal("3", (await silo.CallAsync("/next/a")).Text);
        Assert.Equal("4", (await client.CallAsync("/next/a")).Text);
        var lines = silo.Program.Errors.Skip(linesBefore).ToArray();
        Assert.All(hostile, name => Assert.Single(lines, line => line.Contains(name + " ", StringComparison.Ordinal)));
        Assert.Equal(hostile.Count, lines.Length);
        Assert.All(lines, line => Assert.Matches("KRW721[0-3]", line));
    }

    /// <summary>Sends one port what must not come; gives the names of the connections.</summary>
    private async Task<List<string>> AttackAsync(SiloAddress port, bool asClient)
    {
        var noise = new byte[5_000];
        _random.NextBytes(noise);
        List<string> names = [];
        await SendAsync(_ => noise);
        await SendAsync(_ => "GET / HTTP/1.1\r\nHost: silo\r\n\r\n"u8.ToArray());
        await SendAsync(_ => "KRW"u8.ToArray());
        var session = await SendAsync(sequence => [.. HostileClient.Frame(port, sequence), .. noise], greets: true);
        await SendAsync(_ => session);
        await SendAsync(sequence => [.. HostileClient.Frame(port, sequence), .. HostileClient.Frame(port, sequence)], greets: true);
        await SendAsync(sequence => HostileClient.Frame(port, sequence)[..^3], greets: true);
        await SendAsync(sequence => Head(int.MaxValue, 1, sequence), greets: true, sendsNoMore: false);
        await SendAsync(sequence => Head(100, int.MaxValue, sequence), greets: true, sendsNoMore: false);
        await SendAsync(sequence => Head(-1, -1, sequence), greets: true, sendsNoMore: false);
        await IntrudeAsync();
        return names;

        async Task<byte[]> SendAsync(Func<uint, byte[]> what, bool greets = false, bool sendsNoMore = true)
        {
            using var connection = await HostileClient.ConnectAsync(port.Endpoint.Port);
            names.Add(connection.Name);
            var sequence = greets ? await connection.GreetAsync(port, asClient) : 0;
            await connection.SendAsync(what(sequence));
            await connection.EndAsync(sendsNoMore);
            return connection.Sent;
        }

        // A client at the port for silos, or a silo at the one for clients.
        async Task IntrudeAsync()
        {
            using var connection = await HostileClient.ConnectAsync(port.Endpoint.Port);
            names.Add(connection.Name);
            await Assert.ThrowsAsync<HandshakeRefusedException>(() => connection.GreetAsync(port, !asClient));
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
