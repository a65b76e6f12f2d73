using System.Text.Json;
using System.Text.Json.Nodes;
using Krewe.Admin;
using Krewe.Client.Tests;
using Krewe.Errors;
using Krewe.Pools;
using Krewe.Replicas;
using Krewe.Specs;

namespace Krewe.Commands.Tests;

public sealed class ApplyCommandTests : IAsyncLifetime
{
    private const string Yaml = "kind: model\nname: digits\nreplicas: 2\nbackend: {command: dotnet, directory: /srv}\n";
    private readonly string _directory = Directory.CreateTempSubdirectory("krewe-console-").FullName;
    private FakeSilo _silo = null!;

    public async Task InitializeAsync() => _silo = await FakeSilo.StartAsync();

    public async Task DisposeAsync()
    {
        await _silo.DisposeAsync();
        Directory.Delete(_directory, recursive: true);
    }

    [Fact]
    public async Task Apply_NewModel_WaitsUntilItsReplicasAreReady()
    {
        Models([], [Samples.Placement(Samples.Spec(), 0)], [Samples.Placement(Samples.Spec(), 1)], [Samples.Placement(Samples.Spec(), 2)]);
        Assign(AssignChange.Created, 1, Samples.Placement(Samples.Spec(), 0));

        var run = await ApplyAsync();

        Assert.Equal(0, run.Exit);
        Assert.Equal("default/digits@local created, generation 1\ndefault/digits@local ready, 2 of 2 replicas\n", run.Output);
        Assert.Equal(
            "default/digits@local: 0 of 2 replicas ready\ndefault/digits@local: 1 of 2 replicas ready\ndefault/digits@local: 2 of 2 replicas ready\n",
            run.Error);
    }

    [Fact]
    public async Task Apply_ChangedModel_PrintsWhatChangedAndCountsOnlyNewReplicas()
    {
        var old = Samples.Spec(1);
        var next = Samples.Spec();
        Models(
            [Samples.Placement(old, 1)],
            [Samples.Placement(next, 2, generation: 2, replicaGeneration: 1)],
            [Samples.Placement(next, 2, generation: 2)]);
        Assign(AssignChange.Replaced, 2, Samples.Placement(next, 2, generation: 2, replicaGeneration: 1));

        var run = await ApplyAsync();

        Assert.Equal((0, "default/digits@local replaced, generation 2\n  replicas: 1 -> 2\ndefault/digits@local ready, 2 of 2 replicas\n"), (run.Exit, run.Output));
        Assert.Equal("default/digits@local: 0 of 2 replicas ready\ndefault/digits@local: 2 of 2 replicas ready\n", run.Error);
    }

    [Fact]
    public async Task Apply_Refused_SaysAllReasonsAndEndsWithTwo()
    {
        var refused = Samples.Placement(Samples.Spec(), 1, refusal: Samples.Refusal);
        Models([], [refused]);
        Assign(AssignChange.Created, 1, refused);

        var run = await ApplyAsync();

        Assert.Equal(2, run.Exit);
        Assert.EndsWith(
            """
            default/digits@local is not ready: 1 of 2 replicas
              KRW3102: 1 of 2 replicas cannot be placed
                - host-a: 0.5 cores wanted, 0.25 free
                - host-b: cordoned
                next: lower resources.cpu to 0.25

            """,
            run.Error,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Apply_RefusedForAMoment_GoesOnWaiting()
    {
        var refused = Samples.Placement(Samples.Spec(), 1, refusal: Samples.Refusal);
        Models([], [refused], [refused], [Samples.Placement(Samples.Spec(), 2)]);
        Assign(AssignChange.Created, 1, refused);

        Assert.Equal(0, (await ApplyAsync()).Exit);
    }

    [Fact]
    public async Task Apply_NeverReady_EndsWithTwoWhenTheTimeIsUp()
    {
        var starting = Samples.Placement(Samples.Spec(1), 0) with
        {
            Replicas = [Samples.Replica(Samples.Spec(1), 0, 1) with { Phase = ReplicaPhase.Restarting, Problem = new Problem { Code = ErrorCodes.LaunchFailed, Message = "exit code 1" } }],
        };
        Models([], [starting]);
        Assign(AssignChange.Created, 1, starting);

        var run = await ApplyAsync("--wait", "2m");

        Assert.Equal(2, run.Exit);
        Assert.EndsWith("is not ready: 0 of 1 replicas\n  KRW4002: exit code 1\n", run.Error, StringComparison.Ordinal);
        Assert.InRange(_silo.Requests.Count(request => request.Route == "GET /admin/v1/models"), 480, 490);
    }

    [Fact]
    public async Task Apply_WaitZero_DoesNotWait()
    {
        Models([]);
        Assign(AssignChange.Created, 1, Samples.Placement(Samples.Spec(), 0));

        var run = await ApplyAsync("--wait", "0");

        Assert.Equal(new ConsoleRun(0, "default/digits@local created, generation 1\n", ""), run);
    }

    [Fact]
    public async Task Apply_Json_SaysTheSameForPrograms()
    {
        Models([Samples.Placement(Samples.Spec(1), 1)], [Samples.Placement(Samples.Spec(), 2, generation: 2)]);
        Assign(AssignChange.Configured, 2, Samples.Placement(Samples.Spec(), 1, generation: 2));

        var run = await ApplyAsync("-o", "json");

        var model = Assert.Single(JsonNode.Parse(run.Output)!.AsArray())!;
        Assert.Equal(
            ("default/digits@local", "configured", 2, true, "replicas", "1", "2"),
            ((string)model["model"]!, (string)model["change"]!, (int)model["ready"]!, (bool)model["complete"]!,
                (string)model["changes"]![0]!["key"]!, (string)model["changes"]![0]!["old"]!, (string)model["changes"]![0]!["new"]!));
    }

    [Fact]
    public async Task Apply_Yaml_SaysTheSame()
    {
        Models([Samples.Placement(Samples.Spec(), 2)]);
        Assign(AssignChange.None, 1, Samples.Placement(Samples.Spec(), 2));

        var run = await ApplyAsync("-o", "yaml");

        Assert.Equal(0, run.Exit);
        Assert.StartsWith("- model: \"default/digits@local\"\n  change: none\n  generation: 1\n", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Apply_BadFile_ListsEveryProblemAndAsksNobody()
    {
        await File.WriteAllTextAsync(Path.Combine(_directory, "bad.yaml"), "kind: model\nnmae: a\nreplicas: x\nbackend: {url: 'http://h:1'}\n");

        var run = await ConsoleRun.OfAsync(["apply", "bad.yaml", "--url", _silo.Address], _directory);

        Assert.Equal((1, ""), (run.Exit, run.Output));
        Assert.Contains("bad.yaml:2:1: KRW2002: nmae: there is no such key; did you mean 'name'?", run.Error, StringComparison.Ordinal);
        Assert.Contains("bad.yaml:3:11: KRW2001: replicas: 'x' is not valid", run.Error, StringComparison.Ordinal);
        Assert.Empty(_silo.Requests);
    }

    [Theory]
    [InlineData(null, "from-file")]
    [InlineData("given", "given")]
    public async Task Apply_Token_IsTheGivenOneOrThatOfTheDataDirectory(string? given, string expected)
    {
        Directory.CreateDirectory(Path.Combine(_directory, ".krewe"));
        await File.WriteAllTextAsync(Path.Combine(_directory, ".krewe", "admin.token"), "from-file\n");
        Models([]);
        Assign(AssignChange.Created, 1, Samples.Placement(Samples.Spec(), 2));

        await ApplyAsync(given is null ? ["--wait", "0"] : ["--wait", "0", "--token", given]);

        Assert.Equal("Bearer " + expected, _silo.Requests.Single(request => request.Route.StartsWith("PUT", StringComparison.Ordinal)).Authorization);
    }

    [Fact]
    public async Task Apply_RelativePaths_CountFromTheFile()
    {
        Directory.CreateDirectory(Path.Combine(_directory, "sub"));
        await File.WriteAllTextAsync(Path.Combine(_directory, "sub", "m.yaml"), "kind: model\nname: digits\nbackend: {command: ./serve}\n");
        Models([]);
        Assign(AssignChange.Created, 1, Samples.Placement(Samples.Spec(), 2));

        await ConsoleRun.OfAsync(["apply", "sub/m.yaml", "--wait", "0", "--url", _silo.Address], _directory);

        var spec = JsonSerializer.Deserialize<ModelSpec>(_silo.Requests.Single(request => request.Route.StartsWith("PUT", StringComparison.Ordinal)).Body, KreweJson.Options)!;
        Assert.Equal((Path.Combine(_directory, "sub", "serve"), Path.Combine(_directory, "sub")), (spec.Backend.Command, spec.Backend.WorkingDirectory));
    }

    [Fact]
    public async Task Apply_NoRegion_IsForThatOfTheSilo()
    {
        Models([]);
        _silo.Answer("GET /admin/v1/status", Samples.Cluster() with { Region = "eu-west" });
        Assign(AssignChange.Created, 1, Samples.Placement(Samples.Spec(), 2));

        await ApplyAsync("--wait", "0");

        Assert.Contains("\"region\":\"eu-west\"", _silo.Requests.Single(request => request.Route.StartsWith("PUT", StringComparison.Ordinal)).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Apply_SecondModelRefusedByTheSilo_StillTellsOfTheFirst()
    {
        Models([]);
        _silo.Answer("PUT /admin/v1/models", request => request.Body.Contains("other", StringComparison.Ordinal)
            ? FakeSilo.Json(new { error = new Problem { Code = ErrorCodes.TokenRequired, Message = "no token", Next = "--token" } }, 401)
            : FakeSilo.Json(new AssignResult { Change = AssignChange.Created, Generation = 1, Placement = Samples.Placement(Samples.Spec(), 0) }));

        var run = await ConsoleRun.OfAsync(["apply", "-", "-o", "json", "--url", _silo.Address], _directory, Yaml + "---\nkind: model\nname: other\nbackend: {url: 'http://h:1'}\n");

        Assert.Equal((1, "KRW5001: no token\n  next: --token\n"), (run.Exit, run.Error));
        Assert.Single(JsonNode.Parse(run.Output)!.AsArray());
    }

    private Task<ConsoleRun> ApplyAsync(params string[] more) =>
        ConsoleRun.OfAsync(["apply", "-", "--url", _silo.Address, .. more], _directory, Yaml);

    private void Assign(AssignChange change, long generation, PlacementView placement) =>
        _silo.Answer("PUT /admin/v1/models", new AssignResult { Change = change, Generation = generation, Placement = placement });

    /// <summary>The models before, and what the list of models is afterwards, time after time; the last one for ever.</summary>
    private void Models(PlacementView[] before, params PlacementView[][] answers)
    {
        var next = 0;
        _silo.Answer("GET /admin/v1/status", Samples.Cluster(before));
        _silo.Answer("GET /admin/v1/models", _ => FakeSilo.Json(answers.Length == 0 ? before : answers[Math.Min(next++, answers.Length - 1)]));
    }
}
