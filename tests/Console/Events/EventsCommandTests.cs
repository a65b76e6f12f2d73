using System.Text.Json.Nodes;
using Krewe.Client.Tests;
using Krewe.Errors;
using Krewe.Events;

namespace Krewe.Commands.Tests.Events;

public sealed class EventsCommandTests : IAsyncLifetime, IDisposable
{
    private readonly CancellationTokenSource _ctrlC = new();
    private FakeSilo _silo = null!;

    public async Task InitializeAsync() => _silo = await SampleCluster.StartAsync();

    public async Task DisposeAsync() => await _silo.DisposeAsync();

    public void Dispose() => _ctrlC.Dispose();

    [Fact]
    public async Task Events_Table_IsALineEach()
    {
        var run = await RunAsync();

        Assert.Equal(
            new ConsoleRun(
                0,
                """
                2026-11-22 09:30:00Z  info   model.applied        acme/chat@local: created, generation 1
                2026-11-22 09:30:01Z  info   replica.placed       acme/chat@local/0: on host-a with GPU-6f1c under epoch 9
                2026-11-22 09:30:01Z  warn   placement.refused    acme/chat@local/1: KRW3102: no host has room

                """,
                ""),
            run);
    }

    [Fact]
    public async Task Events_Wide_HasReasonsAndInputs()
    {
        var run = await RunAsync("-o", "wide");

        Assert.Contains("  - host-b: GPU-a2d4 is cordoned\n  from hosts=2, round=41\n", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Events_Filters_AreAsked()
    {
        _silo.Answer("GET /admin/v1/events?model=acme%2Fchat%40local&host=host-a&kind=replica&limit=5", new EventPage { Last = "c" });

        var run = await RunAsync("--model", "acme/chat", "--host", "host-a", "--kind", "replica", "-n", "5");

        Assert.Equal(new ConsoleRun(0, "no events\n", ""), run);
    }

    [Fact]
    public async Task Events_HalfAnAnswer_EndsWithOne()
    {
        _silo.Answer("GET /admin/v1/events", _ => FakeSilo.Json(new EventPage { Events = SampleCluster.Events, Last = "c" }) with { Incomplete = "silo-b" });

        var run = await RunAsync();

        Assert.Equal(1, run.Exit);
        Assert.Contains("silo-b did not answer in time", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Follow_GoesOnFromTheCursorOverABreak()
    {
        var asked = new List<string>();
        _silo.Answer("GET /admin/v1/events/stream", _ =>
        {
            asked.Add("stream");
            switch (asked.Count)
            {
                case 1:
                    return SampleCluster.Stream(("event", "c2", SampleCluster.Events[1]));
                case 2:
                    return FakeSilo.Json(new { error = new Problem { Code = ErrorCodes.TooManyStreams, Message = "64 streams are open" } }, 503);
                default:
                    _ctrlC.Cancel();
                    return SampleCluster.Stream();
            }
        });

        var run = await RunAsync("--follow", "-o", "json");

        Assert.Equal((0, "KRW5007: 64 streams are open\n"), (run.Exit, run.Error));
        Assert.Equal([7, 8, 9, 8], run.Output.TrimEnd('\n').Split('\n').Select(line => (int)JsonNode.Parse(line)!["sequence"]!));
        Assert.Equal(["c1", "c2", "c2"], _silo.Requests.Where(request => request.Route.EndsWith("stream", StringComparison.Ordinal)).Select(request => request.LastEventId));
    }

    [Fact]
    public async Task Follow_WrongToken_Ends()
    {
        _silo.Answer("GET /admin/v1/events/stream", new { error = new Problem { Code = ErrorCodes.TokenRequired, Message = "no" } }, 401);

        Assert.Equal((1, "KRW5001: no\n"), await RunAsync("--follow") is var run ? (run.Exit, run.Error) : default);
    }

    private Task<ConsoleRun> RunAsync(params string[] more) => ConsoleRun.OfAsync(["events", "--url", _silo.Address, .. more], cancellationToken: _ctrlC.Token);
}
