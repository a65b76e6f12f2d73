using System.CommandLine;
using System.Text;
using Krewe.Client.Tests;
using Krewe.Commands.Application;
using Krewe.Commands.Tests.Application;
using Krewe.Commands.Tests.Simulate;
using Krewe.Testing.Processes;
using Krewe.Testing.Time;

namespace Krewe.Commands.Tests.Documents;

/// <summary>docs/console.md shows what the console prints: each example is run.</summary>
public sealed class ConsolePageTests : IAsyncLifetime
{
    private const string Prompt = "$ ";
    private readonly string _directory = Directory.CreateTempSubdirectory("krewe-console-").FullName;
    private FakeSilo _silo = null!;

    public async Task InitializeAsync()
    {
        _silo = await SampleCluster.StartAsync();
        var second = new DateTimeOffset(2026, 11, 22, 10, 0, 0, TimeSpan.Zero).ToUnixTimeSeconds();
        _silo.Answer(
            "GET /admin/v1/live?since=1795341480",
            _ => SampleCluster.Stream([("cluster", "", SampleCluster.Cluster), ("history", "", SampleCluster.History(second - 60, 60)), ("live", "1", SampleCluster.Live(second))]));
        _silo.Answer("GET /admin/v1/events?kind=replica", new Krewe.Events.EventPage { Events = [SampleCluster.Events[1]], Last = "c1" });
        _silo.Answer("POST /admin/v1/hosts/host-b/drain", _ =>
        {
            _silo.Answer("GET /admin/v1/hosts", SampleCluster.Hosts.Select(host => host with { Leases = [] }).ToArray());
            return FakeSilo.Json(SampleCluster.Drained);
        });
        await File.WriteAllTextAsync(Path.Combine(_directory, "model.yaml"), "kind: model\nname: digits\nreplicas: 3\nbackend: {command: dotnet, arguments: [Digits.dll, --port, '{port}'], directory: /srv}\n");
        await File.WriteAllTextAsync(Path.Combine(_directory, "three.json"), "{}");
        SimulatedSample.WriteTo(_directory);
    }

    public async Task DisposeAsync()
    {
        await _silo.DisposeAsync();
        Directory.Delete(_directory, recursive: true);
    }

    [Fact]
    public async Task Page_Examples_AreWhatIsPrinted()
    {
        var page = Path.Combine(Repository.Root, "docs", "console.md");
        var text = await File.ReadAllTextAsync(page);

        var expected = await WithOutputsAsync(text);

        if (expected != text)
        {
            var beside = Path.Combine(Path.GetTempPath(), "console.md");
            await File.WriteAllTextAsync(beside, expected);
            Assert.Fail($"docs/console.md is another than what the console prints; what it should be is in {beside}.\n{FirstDifference(text, expected)}");
        }
    }

    [Fact]
    public async Task Page_EveryVerb_HasAnExample()
    {
        var text = await File.ReadAllTextAsync(Path.Combine(Repository.Root, "docs", "console.md"));
        using var nowhere = new StringWriter();
        var root = KreweConsole.CreateRoot([], Around(nowhere));

        Assert.All(CommandLineTests.Paths(root, []), path => Assert.Contains("krewe " + string.Join(' ', path), text, StringComparison.Ordinal));
    }

    /// <summary>The page with each example followed by what it prints.</summary>
    private async Task<string> WithOutputsAsync(string text)
    {
        var page = new StringBuilder();
        var (inside, first) = (false, true);
        foreach (var line in text.TrimEnd('\n').Split('\n'))
        {
            if (line.StartsWith("```", StringComparison.Ordinal))
            {
                (inside, first) = (line == "```console", true);
                page.Append(line).Append('\n');
            }
            else if (!inside)
            {
                page.Append(line).Append('\n');
            }
            else if (line.StartsWith(Prompt, StringComparison.Ordinal))
            {
                page.Append(first ? "" : "\n").Append(line).Append('\n').Append(await RunAsync(line[(Prompt.Length + "krewe ".Length)..]));
                first = false;
            }
        }

        return page.ToString();
    }

    private async Task<string> RunAsync(string line)
    {
        using var both = new StringWriter { NewLine = "\n" };
        await KreweConsole.RunAsync(line.Split(' ', StringSplitOptions.RemoveEmptyEntries), Around(both));
        return both.ToString();
    }

    private Surroundings Around(TextWriter both) => new()
    {
        Output = both,
        Error = both,
        OpenInput = () => Stream.Null,
        Environment = name => name == "KREWE_URL" ? _silo.Address : null,
        Directory = _directory,
        Time = new JumpingTime(),
        PatienceTime = new ManualTimeProvider(),
    };

    private static string FirstDifference(string text, string expected)
    {
        var (left, right) = (text.Split('\n'), expected.Split('\n'));
        var at = left.Zip(right).TakeWhile(pair => pair.First == pair.Second).Count();
        return $"line {at + 1}: '{left.ElementAtOrDefault(at)}', should be '{right.ElementAtOrDefault(at)}'";
    }
}
