using System.Text.Json.Nodes;
using Krewe.Admin.Activations;
using Krewe.Client.Tests;
using Krewe.Errors;

namespace Krewe.Commands.Tests.Grains;

public sealed class GrainsCommandTests : IAsyncLifetime
{
    private const string Digits = "model/default/digits@local";
    private FakeSilo _silo = null!;

    public async Task InitializeAsync() => _silo = await SampleCluster.StartAsync();

    public async Task DisposeAsync() => await _silo.DisposeAsync();

    [Fact]
    public async Task Grains_CountsByTypeAndSilo() => Assert.Equal(
        new ConsoleRun(
            0,
            """
            TYPE    ALL  silo-a  silo-b
            device  4    2       2
            model   2    2       0
            pool    1    0       1
            all     7    4       3

            """,
            ""),
        await RunAsync());

    [Fact]
    public async Task List_AsksForPagesUntilThereAreEnough()
    {
        var one = new GrainView { Grain = "model/a", Type = "model", Key = "a", Silo = "silo-a" };
        _silo.Answer("GET /admin/v1/grains?type=model&silo=silo-a&limit=10000", new GrainPage { Grains = [one], Next = "n", Total = 2 });
        _silo.Answer("GET /admin/v1/grains?type=model&silo=silo-a&after=n&limit=10000", new GrainPage { Grains = [one with { Grain = "model/b" }], Total = 2 });

        var run = await RunAsync("list", "--type", "model", "--silo", "silo-a", "--limit", "0");

        Assert.Equal(new ConsoleRun(0, "GRAIN    SILO\nmodel/a  silo-a\nmodel/b  silo-a\n", ""), run);
    }

    [Fact]
    public async Task List_More_SaysHowToSeeThem()
    {
        _silo.Answer("GET /admin/v1/grains?limit=1", new GrainPage { Grains = [new GrainView { Grain = "model/a", Type = "model", Key = "a", Silo = "s" }], Next = "n", Total = 9 });

        Assert.Equal((0, "1 of 9 are shown; --limit 0 shows all\n"), await RunAsync("list", "-n", "1") is var run ? (run.Exit, run.Error) : default);
    }

    [Fact]
    public async Task Where_Active_IsTheSilo() => Assert.Equal(new ConsoleRun(0, "silo-a\n", ""), await RunAsync("where", Digits));

    [Fact]
    public async Task Where_NotActive_EndsWithTwo()
    {
        Answer(SampleCluster.Grain with { Active = false, Silos = [] });

        Assert.Equal(new ConsoleRun(2, "not active\n", ""), await RunAsync("where", Digits));
    }

    [Fact]
    public async Task State_IsWhatIsStored() =>
        Assert.Equal(new ConsoleRun(0, "{\n  \"generation\": 1,\n  \"replicas\": 2\n}\n", ""), await RunAsync("state", Digits));

    [Fact]
    public async Task State_Nothing_EndsWithTwo()
    {
        Answer(SampleCluster.Grain with { State = null });

        Assert.Equal(new ConsoleRun(2, "", $"{Digits} has nothing stored under 'model'\n"), await RunAsync("state", Digits));
    }

    [Fact]
    public async Task State_CouldNotBeRead_EndsWithOne()
    {
        Answer(SampleCluster.Grain with { State = null, Problems = [new Problem { Code = ErrorCodes.StorageFailed, Message = "the database is away" }] });

        var run = await RunAsync("state", Digits);

        Assert.Equal(1, run.Exit);
        Assert.StartsWith("KRW6004: the database is away\n", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Deactivate_SaysWhatHappens() =>
        Assert.Equal(new ConsoleRun(0, $"{Digits}: it ends on silo-a when it has done what it is doing\n", ""), await RunAsync("deactivate", Digits));

    [Fact]
    public async Task Migrate_AsksForTheSilo()
    {
        var run = await RunAsync("migrate", Digits, "--to", "silo-b", "-o", "json");

        Assert.Equal((0, "silo-b"), (run.Exit, (string)JsonNode.Parse(run.Output)!["to"]!));
        Assert.Equal("""{"silo":"silo-b"}""", Assert.Single(_silo.Requests).Body);
    }

    [Fact]
    public async Task Migrate_HostGrain_EndsWithTwo()
    {
        _silo.Answer("POST /admin/v1/grains/host/host-a/migrate", new { error = new Problem { Code = ErrorCodes.GrainActionRefused, Message = "its key names its host" } }, 409);

        Assert.Equal(new ConsoleRun(2, "", "KRW3108: its key names its host\n"), await RunAsync("migrate", "host/host-a", "--to", "silo-b"));
    }

    [Theory]
    [InlineData("where", "model")]
    [InlineData("where", "/x")]
    [InlineData("migrate", Digits)]
    public async Task WrongCall_SaysWhatIsValid(params string[] args) =>
        Assert.StartsWith("KRW5103: ", (await RunAsync(args)).Error, StringComparison.Ordinal);

    private void Answer(GrainDetail grain) => _silo.Answer("GET /admin/v1/grains/model/default%2Fdigits@local", grain);

    private Task<ConsoleRun> RunAsync(params string[] args) => ConsoleRun.OfAsync(["grains", .. args, "--url", _silo.Address]);
}
