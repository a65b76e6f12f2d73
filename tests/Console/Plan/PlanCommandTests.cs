using System.Text.Json.Nodes;
using Krewe.Client.Tests;

namespace Krewe.Commands.Tests.Plan;

public sealed class PlanCommandTests : IAsyncLifetime
{
    private const string Yaml = "kind: model\nname: digits\nreplicas: 3\nbackend: {command: dotnet, directory: /srv}\n";
    private FakeSilo _silo = null!;

    public async Task InitializeAsync() => _silo = await SampleCluster.StartAsync();

    public async Task DisposeAsync() => await _silo.DisposeAsync();

    [Fact]
    public async Task Plan_Table_ShowsWhatDiffersAndWhereReplicasGo()
    {
        var run = await RunAsync();

        Assert.Equal(
            new ConsoleRun(
                0,
                """
                default/digits@local would be configured, pool local/default
                  replicas: 2 -> 3
                  REPLICA  STEP   HOST    DEVICES  LOAD   WHY
                  0        keep   host-a  cpu
                  1        keep   host-b  cpu
                  2        place  host-b  cpu      2.5 s  most room of 2 hosts

                pool local/default as a whole: 1 moves save 98
                  costs 200 (fragmentation 200)
                  after 102 (fragmentation 100, disturbance 2); no plan costs less than 90.0 % of that
                  MOVE                    FROM       TO         LOAD  SAVES  WHY
                  default/digits@local/1  host-b g1  host-a g0  2 s   98     fewer devices in pieces (+100)
                  model m: without "at most 1 on one host" it would cost 50 less (missing 50)

                """,
                ""),
            run);
        Assert.DoesNotContain(_silo.Requests, request => request.Route.StartsWith("PUT", StringComparison.Ordinal));
        Assert.Equal(3, (int)JsonNode.Parse(_silo.Requests.Single(request => request.Route == "POST /admin/v1/plan").Body)![0]!["replicas"]!);
    }

    [Theory]
    [InlineData("table")]
    [InlineData("json")]
    public async Task Plan_NoRoom_EndsWithTwoAndAllReasons(string format)
    {
        _silo.Answer("POST /admin/v1/plan", SampleCluster.Plan(Samples.Refusal));

        var run = await RunAsync("-o", format);

        Assert.Equal(2, run.Exit);
        Assert.Contains("host-a: 0.5 cores wanted, 0.25 free", run.Output, StringComparison.Ordinal);
        Assert.Contains("lower resources.cpu to 0.25", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Plan_PoolDoesNotAnswer_EndsWithOne()
    {
        _silo.Answer("POST /admin/v1/plan", SampleCluster.Plan() with { Problems = [Samples.Refusal] });

        var run = await RunAsync();

        Assert.Equal(1, run.Exit);
        Assert.StartsWith("KRW3102: ", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Plan_NoFile_AsksForThePoolsAsTheyAre()
    {
        _silo.Answer("POST /admin/v1/plan", SampleCluster.Plan() with { Models = [] });

        var run = await ConsoleRun.OfAsync(["plan", "--url", _silo.Address]);

        Assert.Equal((0, ""), (run.Exit, run.Error));
        Assert.StartsWith("pool local/default as a whole: 1 moves save 98", run.Output, StringComparison.Ordinal);
        Assert.Equal("[]", _silo.Requests.Single(request => request.Route == "POST /admin/v1/plan").Body);
    }

    [Fact]
    public async Task Plan_BadFile_AsksNobody()
    {
        var run = await ConsoleRun.OfAsync(["plan", "-", "--url", _silo.Address], input: "kind: model\nnmae: x\n");

        Assert.Equal((1, ""), (run.Exit, run.Output));
        Assert.Contains("stdin:2:1: KRW2002", run.Error, StringComparison.Ordinal);
        Assert.Empty(_silo.Requests);
    }

    private Task<ConsoleRun> RunAsync(params string[] more) => ConsoleRun.OfAsync(["plan", "-", "--url", _silo.Address, .. more], input: Yaml);
}
