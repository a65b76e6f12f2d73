using System.Text.Json.Nodes;
using Krewe.Client.Tests;
using Krewe.Errors;

namespace Krewe.Commands.Tests.Apply;

public sealed class DeleteCommandTests : IAsyncLifetime
{
    private FakeSilo _silo = null!;

    public async Task InitializeAsync()
    {
        _silo = await FakeSilo.StartAsync();
        _silo.Answer("GET /admin/v1/status", Samples.Cluster());
        _silo.Answer("DELETE /admin/v1/models/default/digits", _ => new FakeAnswer(204, ""));
    }

    public async Task DisposeAsync() => await _silo.DisposeAsync();

    [Fact]
    public async Task Delete_WaitsUntilTheReplicasHaveStopped()
    {
        Removing(2, 1);

        var run = await RunAsync("digits");

        Assert.Equal(
            new ConsoleRun(0, "default/digits@local deleted\n", "default/digits@local: 2 replicas still stop\ndefault/digits@local: 1 replicas still stop\n"), run);
    }

    [Fact]
    public async Task Delete_ReplicasDoNotStop_SaysSoAndEndsWithOne()
    {
        Removing([.. Enumerable.Repeat(1, 1_000)]);

        var run = await RunAsync("digits", "--wait", "5s");

        Assert.Equal(1, run.Exit);
        Assert.Contains("KRW7001: default/digits@local: it is deleted, but 1 replicas had not stopped within 5s", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Delete_SecondIsUnknown_StillTellsOfTheFirst()
    {
        _silo.Answer("DELETE /admin/v1/models/acme/other?region=eu", new { error = new Problem { Code = ErrorCodes.NotFound, Message = "there is no such model" } }, 404);
        Removing();

        var run = await RunAsync("digits", "acme/other@eu", "-o", "json");

        Assert.Equal((1, "KRW3105: there is no such model\n"), (run.Exit, run.Error));
        Assert.Equal("default/digits@local", (string)Assert.Single(JsonNode.Parse(run.Output)!.AsArray())!["model"]!);
    }

    [Fact]
    public async Task Delete_NoWait_AsksNothingMore()
    {
        var run = await RunAsync("digits", "--wait", "0");

        Assert.Equal(new ConsoleRun(0, "default/digits@local deleted\n", ""), run);
        Assert.DoesNotContain(_silo.Requests, request => request.Route == "GET /admin/v1/models");
    }

    private Task<ConsoleRun> RunAsync(params string[] args) => ConsoleRun.OfAsync(["delete", "--url", _silo.Address, .. args]);

    /// <summary>How many replicas are left at each look; then the model is gone.</summary>
    private void Removing(params int[] left)
    {
        var calls = 0;
        _silo.Answer("GET /admin/v1/models", _ => FakeSilo.Json(calls < left.Length ? [Samples.Placement(Samples.Spec(), left[calls++]) with { Removing = true }] : Array.Empty<object>()));
    }
}
