using System.Text.Json.Nodes;
using Krewe.Client.Tests;
using Krewe.Commands.Terminal;
using Krewe.Errors;

namespace Krewe.Commands.Tests.Watching;

public sealed class WatchTests : IAsyncLifetime, IDisposable
{
    private readonly CancellationTokenSource _ctrlC = new();
    private FakeSilo _silo = null!;

    public async Task InitializeAsync() => _silo = await FakeSilo.StartAsync();

    public async Task DisposeAsync() => await _silo.DisposeAsync();

    public void Dispose() => _ctrlC.Dispose();

    [Fact]
    public async Task Watch_Json_IsALineForEachState()
    {
        Answers(0, 0, 1, 2);

        var run = await RunAsync("-o", "json");

        Assert.Equal((0, ""), (run.Exit, run.Error));
        Assert.Equal([0, 1, 2], run.Output.TrimEnd('\n').Split('\n').Select(line => (int)JsonNode.Parse(line)![0]!["ready"]!));
    }

    [Fact]
    public async Task Watch_Yaml_IsADocumentForEachState()
    {
        Answers(0, 1);

        var run = await RunAsync("-o", "yaml");

        Assert.Equal(2, run.Output.Split('\n').Count(line => line == "---"));
    }

    [Fact]
    public async Task Watch_TableElsewhere_IsPrintedWhenItIsAnother()
    {
        Answers(1, 1, 2);

        var run = await RunAsync();

        Assert.Equal(2, run.Output.Split('\n').Count(line => line.StartsWith("MODEL ", StringComparison.Ordinal)));
        Assert.Contains("\n\nMODEL", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Watch_Terminal_PaintsOverWhatWasThereAndFits()
    {
        Answers(1, 2);
        var screen = new FakeScreen { Width = 40, Height = 4 };

        var run = await RunAsync(screen);

        Assert.Equal((0, ""), (run.Exit, run.Output));
        var frames = screen.Text.Split(Ansi.Home);
        Assert.Equal(3, frames.Length);
        Assert.EndsWith(Ansi.ClearScreen, frames[0], StringComparison.Ordinal);
        Assert.All(frames.Skip(1), frame =>
        {
            Assert.EndsWith(Ansi.ClearBelow, frame, StringComparison.Ordinal);
            Assert.InRange(frame.Split('\n').Length, 1, 4);
        });
        Assert.Contains("every 2s", frames[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Watch_SiloAwayForAWhile_SaysSoOnceAndGoesOn()
    {
        var calls = 0;
        _silo.Answer("GET /admin/v1/models", _ => calls++ switch
        {
            0 => FakeSilo.Json(new[] { Samples.Placement(Samples.Spec(), 1) }),
            1 or 2 => FakeSilo.Json(new { error = new Problem { Code = ErrorCodes.OutcomeUnknown, Message = "the pool does not answer" } }, 503),
            3 => FakeSilo.Json(new[] { Samples.Placement(Samples.Spec(), 2) }),
            _ => End(),
        });

        var run = await RunAsync("-o", "json");

        Assert.Equal((0, "KRW7001: the pool does not answer\n"), (run.Exit, run.Error));
        Assert.Equal(2, run.Output.Count(c => c == '\n'));
    }

    [Fact]
    public async Task Watch_FirstAnswerIsAnError_Ends()
    {
        _silo.Answer("GET /admin/v1/models", new { error = new Problem { Code = ErrorCodes.TokenRequired, Message = "no" } }, 401);

        Assert.Equal(new ConsoleRun(1, "", "KRW5001: no\n"), await RunAsync());
    }

    private Task<ConsoleRun> RunAsync(params string[] more) => RunAsync(null, more);

    private Task<ConsoleRun> RunAsync(FakeScreen? screen, params string[] more) =>
        ConsoleRun.OfAsync(["models", "--watch", "--url", _silo.Address, .. more], screen: screen, cancellationToken: _ctrlC.Token);

    private void Answers(params int[] ready)
    {
        var calls = 0;
        _silo.Answer("GET /admin/v1/models", _ => calls < ready.Length ? FakeSilo.Json(new[] { Samples.Placement(Samples.Spec(), ready[calls++]) }) : End());
    }

    /// <summary>The user presses Ctrl+C while the silo is asked.</summary>
    private FakeAnswer End()
    {
        _ctrlC.Cancel();
        return new FakeAnswer(200, "[]");
    }
}
