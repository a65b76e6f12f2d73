using System.CommandLine;
using System.Net;
using System.Net.Sockets;
using Krewe.Commands.Application;

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

    [Theory]
    [InlineData("modles", "Did you mean 'models'?", "krewe --help")]
    [InlineData("status --wacth", "Did you mean '--watch'?", "krewe status --help")]
    [InlineData("grains stat", "Did you mean 'state'?", "krewe grains --help")]
    [InlineData("grains migrate model/x", "--to", "krewe grains migrate --help")]
    public async Task Call_Misspelt_SuggestsTheNearest(string args, string meant, string next)
    {
        var run = await ConsoleRun.OfAsync(args.Split(' '));

        Assert.Equal((1, ""), (run.Exit, run.Output));
        Assert.Contains(meant, run.Error, StringComparison.Ordinal);
        Assert.EndsWith($"  next: {next}\n", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Call_WithoutAVerb_IsTheHelp()
    {
        var run = await ConsoleRun.OfAsync([]);

        Assert.Equal((0, ""), (run.Exit, run.Error));
        Assert.Contains("\nUsage:\n  krewe [command] [options]\n", run.Output, StringComparison.Ordinal);
    }

    /// <summary>Every verb has a description, and its help is whole.</summary>
    [Fact]
    public async Task Help_EveryVerb_IsThere()
    {
        using var nowhere = new StringWriter();
        var root = KreweConsole.CreateRoot([], new Surroundings { Output = nowhere, Error = nowhere, OpenInput = () => Stream.Null, Environment = _ => null, Directory = "" });
        foreach (var path in Paths(root, []))
        {
            var run = await ConsoleRun.OfAsync([.. path, "--help"]);

            Assert.Equal((0, ""), (run.Exit, run.Error));
            Assert.Contains($"\n  krewe {string.Join(' ', path)}", run.Output, StringComparison.Ordinal);
        }
    }

    internal static IEnumerable<string[]> Paths(Command command, string[] path) =>
        command.Subcommands.SelectMany(verb => Paths(verb, [.. path, verb.Name]).Prepend([.. path, verb.Name]));

    [Fact]
    public async Task Version_IsPrinted()
    {
        var run = await ConsoleRun.OfAsync(["--version"]);

        Assert.Equal(0, run.Exit);
        Assert.Matches(@"^[0-9]+\.[0-9]+", run.Output);
    }
}
