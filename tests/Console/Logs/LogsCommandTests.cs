using System.Text.Json.Nodes;
using Krewe.Backends;
using Krewe.Client.Tests;
using Krewe.Errors;

namespace Krewe.Commands.Tests.Logs;

public sealed class LogsCommandTests : IAsyncLifetime, IDisposable
{
    private const string Route = "GET /admin/v1/models/default/digits/logs";
    private readonly CancellationTokenSource _ctrlC = new();
    private FakeSilo _silo = null!;

    public async Task InitializeAsync() => _silo = await FakeSilo.StartAsync();

    public async Task DisposeAsync() => await _silo.DisposeAsync();

    public void Dispose() => _ctrlC.Dispose();

    [Theory]
    [InlineData("first\nsecond\n")]
    [InlineData("2026-11-22 09:30:00.000Z out   first\n2026-11-22 09:30:00.000Z err   second\n", "--timestamps")]
    public async Task Logs_AreTheLines(string expected, params string[] more)
    {
        _silo.Answer(Route, new LogPage([Line(1, "out", "first"), Line(2, "err", "second")], 2, 7));

        Assert.Equal(new ConsoleRun(0, expected, ""), await RunAsync(more));
    }

    [Fact]
    public async Task Logs_Json_IsAnObjectALine()
    {
        _silo.Answer(Route, new LogPage([Line(1, "out", "first"), Line(2, "err", "second")], 2, 0));

        var run = await RunAsync("-o", "json");

        Assert.Equal(["first", "second"], run.Output.TrimEnd('\n').Split('\n').Select(line => (string)JsonNode.Parse(line)!["text"]!));
    }

    [Fact]
    public async Task Logs_Options_AreAsked()
    {
        _silo.Answer("GET /admin/v1/models/acme/x/logs?region=eu&replica=3&lines=7", new LogPage([], 0, 0));

        Assert.Equal(0, (await ConsoleRun.OfAsync(["logs", "acme/x@eu", "--replica", "3", "-n", "7", "--url", _silo.Address])).Exit);
    }

    [Fact]
    public async Task Follow_GoesOnOverABreakAndARestart()
    {
        _silo.Answer(Route, new LogPage([Line(9, "out", "old")], 9, 0));
        var calls = 0;
        _silo.Answer(Route + "?after=9&lines=5000", _ => calls++ switch
        {
            0 => FakeSilo.Json(new LogPage([], 9, 0)),
            1 or 2 => FakeSilo.Json(new { error = new Problem { Code = ErrorCodes.OutcomeUnknown, Message = "away" } }, 503),
            _ => FakeSilo.Json(new LogPage([], 2, 0)),
        });
        _silo.Answer(Route + "?after=0&lines=5000", new LogPage([Line(1, "out", "again")], 1, 0));
        _silo.Answer(Route + "?after=1&lines=5000", _ =>
        {
            _ctrlC.Cancel();
            return FakeSilo.Json(new LogPage([], 1, 0));
        });

        Assert.Equal(new ConsoleRun(0, "old\nagain\n", "KRW7001: away\n"), await RunAsync("--follow"));
    }

    [Fact]
    public async Task Follow_LinesThatWereMissed_AreCounted()
    {
        _silo.Answer(Route, new LogPage([], 1, 0));
        _silo.Answer(Route + "?after=1&lines=5000", new LogPage([Line(50, "out", "late")], 50, 48));
        _silo.Answer(Route + "?after=50&lines=5000", _ =>
        {
            _ctrlC.Cancel();
            return FakeSilo.Json(new LogPage([], 50, 0));
        });

        Assert.Equal(new ConsoleRun(0, "late\n", "48 lines were written faster than they could be shown and are left out\n"), await RunAsync("--follow"));
    }

    [Fact]
    public async Task Logs_ReplicaElsewhere_IsTheSilosProblem()
    {
        _silo.Answer(Route, new { error = new Problem { Code = ErrorCodes.NotFound, Message = "silo 'a' has no log", Where = "replica", Next = "ask the silo of the host" } }, 404);

        Assert.Equal(new ConsoleRun(1, "", "KRW3105: replica: silo 'a' has no log\n  next: ask the silo of the host\n"), await RunAsync());
    }

    [Theory]
    [InlineData("0")]
    [InlineData("5001")]
    public async Task Logs_LinesOutOfRange_IsAWrongCommandLine(string lines) =>
        Assert.StartsWith("KRW5103: '" + lines + "' is not valid for --lines; valid: a whole number from 1 to 5000.", (await RunAsync("--lines", lines)).Error, StringComparison.Ordinal);

    private static LogLine Line(long sequence, string stream, string text) => new(sequence, Samples.Start, stream, text);

    private Task<ConsoleRun> RunAsync(params string[] more) => ConsoleRun.OfAsync(["logs", "digits", "--url", _silo.Address, .. more], cancellationToken: _ctrlC.Token);
}
