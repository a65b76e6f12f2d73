using System.Net;
using System.Net.Sockets;

namespace Krewe.Commands.Tests.Application;

public sealed class CommandLineTests
{
    [Theory]
    [InlineData("status", "--wrong")]
    [InlineData("nonsense")]
    [InlineData("explain")]
    [InlineData("explain", "a b")]
    [InlineData("explain", "x/y/z")]
    [InlineData("infer", "digits")]
    [InlineData("apply", "f", "--wait", "60")]
    [InlineData("status", "-o", "xml")]
    [InlineData("status", "--url", "localhost:8080")]
    public async Task Call_ThatIsNotValid_EndsWithOneAndSaysWhatIs(params string[] args)
    {
        var run = await ConsoleRun.OfAsync(args);

        Assert.Equal((1, ""), (run.Exit, run.Output));
        Assert.StartsWith("KRW5103: ", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task NoSilo_SaysWhereAndHowToStartOne()
    {
        using var free = new TcpListener(IPAddress.Loopback, 0);
        free.Start();
        var address = $"http://127.0.0.1:{((IPEndPoint)free.LocalEndpoint).Port}";
        free.Stop();

        var run = await ConsoleRun.OfAsync(["status", "--url", address]);

        Assert.Equal((1, ""), (run.Exit, run.Output));
        Assert.StartsWith($"KRW5101: no silo answers at {address}", run.Error, StringComparison.Ordinal);
        Assert.Contains("next: start one with 'dotnet run --project Silo'", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--help", "krewe infer digits --input samples/digits/three.json")]
    [InlineData("apply --help", "krewe apply - --wait 0 < model.yaml")]
    [InlineData("explain --help", "krewe explain acme/digits@eu-west -o json")]
    [InlineData("infer --help", "cat request.json | krewe infer acme/digits --input - -o json")]
    public async Task Help_HasExamples(string args, string example)
    {
        var run = await ConsoleRun.OfAsync(args.Split(' '));

        Assert.Equal((0, ""), (run.Exit, run.Error));
        Assert.Contains(example, run.Output, StringComparison.Ordinal);
        Assert.Contains("--url", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Version_IsPrinted()
    {
        var run = await ConsoleRun.OfAsync(["--version"]);

        Assert.Equal(0, run.Exit);
        Assert.Matches(@"^[0-9]+\.[0-9]+", run.Output);
    }
}
