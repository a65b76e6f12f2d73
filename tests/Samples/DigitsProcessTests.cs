using System.Net;

namespace Krewe.Samples.Tests;

public sealed class DigitsProcessTests
{
    [Fact]
    public async Task Terminate_WithAnIdleConnection_EndsWithZero()
    {
        await using ServerProcess process = ServerProcess.DotNet(DigitsServerFixture.Assembly, "--port", "0");
        using HttpClient client = await process.ListeningAsync();
        await client.GetJsonAsync("/v2/health/ready"); // The connection stays open.

        process.Terminate();

        Assert.Equal(0, await process.ExitedAsync());
        Assert.Equal("", process.Errors);
    }

    [Theory]
    [InlineData("--port is '70000'; valid is a port 0..65535", "--port", "70000")]
    [InlineData("--port is '-1'; valid is", "--port", "-1")]
    [InlineData("--port is ''; valid is", "--port")]
    [InlineData("PORT is ''; valid is")]
    [InlineData("'--pert' is not an option", "--pert", "1")]
    public async Task Start_BadArguments_SaysWhatIsValid(string why, params string[] arguments)
    {
        await using ServerProcess process = ServerProcess.DotNet(DigitsServerFixture.Assembly, arguments);

        Assert.Equal(2, await process.ExitedAsync());
        Assert.Contains(why, process.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_PortTaken_SaysSo()
    {
        using System.Net.Sockets.TcpListener other = new(IPAddress.Loopback, 0);
        other.Start();
        int port = ((IPEndPoint)other.LocalEndpoint).Port;
        await using ServerProcess process = ServerProcess.DotNet(DigitsServerFixture.Assembly, "--port", $"{port}");

        Assert.Equal(1, await process.ExitedAsync());
        Assert.Contains($"{port}", process.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, 1, "must begin with")]
    [InlineData(8, 1, "version")]
    [InlineData(20, 1, "checksum")]
    [InlineData(5000, 1, "checksum")]
    [InlineData(100, 0, "checksum")]
    [InlineData(20, 0, "must begin with")]
    public async Task Start_DamagedWeights_SaysSo(int at, byte change, string why)
    {
        byte[] weights = await File.ReadAllBytesAsync(Repository.Sample("digits", "Server", "weights.bin"));
        if (change == 0)
            weights = weights[..at];
        else
            weights[at] ^= change;
        string path = Path.GetTempFileName();
        try
        {
            await File.WriteAllBytesAsync(path, weights);
            await using ServerProcess process = ServerProcess.DotNet(DigitsServerFixture.Assembly, "--port", "0", "--weights", path);

            Assert.Equal(1, await process.ExitedAsync());
            Assert.Contains(why, process.Errors, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(path);
        }
    }
}
