using Krewe.Client.Tests;
using Krewe.Commands.Terminal;

namespace Krewe.Commands.Tests.Application;

public sealed class ProgressTests : IAsyncLifetime, IDisposable
{
    private readonly TellingTime _time = new();
    private FakeSilo _silo = null!;

    public async Task InitializeAsync() => _silo = await FakeSilo.StartAsync();

    public async Task DisposeAsync() => await _silo.DisposeAsync();

    public void Dispose() => _time.Dispose();

    [Fact]
    public async Task Call_LongerThanASecond_IsToldAndEverMoreSeldom()
    {
        _silo.Answer("GET /admin/v1/models", _ => Slow(20));

        var run = await ConsoleRun.OfAsync(["models", "--url", _silo.Address], patience: _time);

        Assert.Equal(0, run.Exit);
        Assert.Equal($"waiting for the models from {_silo.Address}, 1 s\nwaiting for the models from {_silo.Address}, 6 s\n", run.Error);
    }

    [Fact]
    public async Task Call_Short_IsNotTold()
    {
        _silo.Answer("GET /admin/v1/models", Array.Empty<object>());

        Assert.Equal("", (await ConsoleRun.OfAsync(["models", "--url", _silo.Address], patience: _time)).Error);
    }

    [Fact]
    public async Task Call_NoAnswerInTime_SaysSo()
    {
        _silo.Answer("GET /admin/v1/models", _ => Slow(40));

        var run = await ConsoleRun.OfAsync(["models", "--url", _silo.Address], patience: _time);

        Assert.Equal((1, ""), (run.Exit, run.Output));
        Assert.Contains($"KRW5104: {_silo.Address} did not answer within 30s, asked for the models\n  next: see whether", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Infer_HasTheModelsOwnDeadline()
    {
        _silo.Answer("POST /v2/models/digits/infer", _ => Slow(300) with { Body = SampleCluster.InferAnswer });

        Assert.Equal(0, (await ConsoleRun.OfAsync(["infer", "digits", "-i", "-", "--url", _silo.Address], patience: _time, input: "{}")).Exit);
    }

    [Fact]
    public async Task Call_InATerminal_IsWrittenOver()
    {
        _silo.Answer("GET /admin/v1/models", _ => Slow(3));

        var run = await ConsoleRun.OfAsync(["models", "--url", _silo.Address], patience: _time, errorTerminal: true);

        Assert.Equal($"\rwaiting for the models from {_silo.Address}, 1 s{Ansi.ClearLine}\rwaiting for the models from {_silo.Address}, 2 s{Ansi.ClearLine}\rwaiting for the models from {_silo.Address}, 3 s{Ansi.ClearLine}\r{Ansi.ClearLine}", run.Error);
    }

    /// <summary>The silo takes that many seconds.</summary>
    private FakeAnswer Slow(int seconds)
    {
        // The console begins to count when it has asked, which may be a moment after the question came here.
        _time.Pass(seconds);
        return new FakeAnswer(200, "[]");
    }
}
