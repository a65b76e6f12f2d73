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
                  REPLICA  STEP   HOST    DEVICES  WHY
                  0        keep   host-a  cpu
                  1        keep   host-b  cpu
                  2        place  host-b  cpu      most room of 2 hosts

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
    public async Task Plan_BadFile_AsksNobody()
    {
        var run = await ConsoleRun.OfAsync(["plan", "-", "--url", _silo.Address], input: "kind: model\nnmae: x\n");

        Assert.Equal((1, ""), (run.Exit, run.Output));
        Assert.Contains("stdin:2:1: KRW2002", run.Error, StringComparison.Ordinal);
        Assert.Empty(_silo.Requests);
    }

    private Task<ConsoleRun> RunAsync(params string[] more) => ConsoleRun.OfAsync(["plan", "-", "--url", _silo.Address, .. more], input: Yaml);
}
