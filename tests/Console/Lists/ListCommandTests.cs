using System.Text.Json.Nodes;
using Krewe.Client.Tests;
using Krewe.Devices;

namespace Krewe.Commands.Tests.Lists;

public sealed class ListCommandTests : IAsyncLifetime
{
    private FakeSilo _silo = null!;

    public async Task InitializeAsync() => _silo = await SampleCluster.StartAsync();

    public async Task DisposeAsync() => await _silo.DisposeAsync();

    [Theory]
    [InlineData("models", "MODEL VERSION REGION POOL CLASS READY PROBLEM")]
    [InlineData("replicas", "REPLICA PHASE RESTARTS RUNNING REGION HOST DEVICES PROBLEM")]
    [InlineData("hosts", "HOST STATE REGION ZONE POOL CPU FREE CPU USE MEMORY FREE DEVICES LEASES")]
    [InlineData("devices", "DEVICE CLASS HEALTH STATE IN USE MEMORY USED MEMORY FREE TEMP MODEL WHY")]
    [InlineData("pools", "POOL REGION HOSTS DEVICES MODELS READY CPU FREE MEMORY FREE")]
    [InlineData("silos", "SILO STATE REGION ZONE HOST ADDRESS GRAINS")]
    [InlineData("regions", "REGION STATE SILOS DEVICES FREE CPU FREE MODELS GUESTS ELSEWHERE ROUND TRIPS")]
    [InlineData("weights", "HOST NAME DIGEST STATE SIZE USERS MODELS USED PROBLEM")]
    [InlineData("machines", "MACHINE PHASE POOL REGION PURCHASE PRICE/H ENDS WHY")]
    [InlineData("machine-groups", "GROUP POOL REGION PURCHASE PRICE/H MACHINES MIN MAX START TAKEN BACK/H PAUSED UNTIL")]
    [InlineData("migrations", "MIGRATION STATUS CAUSE FROM TO PHASE SECONDS WHY")]
    public async Task List_Table_HasItsColumnsAndWideHasMore(string verb, string columns)
    {
        var run = await RunAsync(verb);
        var wide = await RunAsync(verb, "-o", "wide");

        Assert.Equal((0, ""), (run.Exit, run.Error));
        Assert.Equal(columns.Split(' '), Words(run));
        var more = Words(wide);
        Assert.True(more.Length > Words(run).Length && Words(run).All(more.Contains), wide.Output);
        Assert.Equal(run.Output.Count(c => c == '\n'), wide.Output.Count(c => c == '\n'));
    }

    [Fact]
    public async Task Devices_OfPoolsAndInIllHealth_SayWhichAndWhy()
    {
        var device = SampleCluster.Hosts[0].Devices[1];
        _silo.Answer("GET /admin/v1/devices", new[]
        {
            device with { Health = DeviceHealth.Draining, Reasons = ["XID 48: double bit ECC error", "its clocks are slowed: power brake"], Observation = device.Observation with { Pool = "training" } },
            device with { Host = "host-c", Observation = device.Observation with { Pool = "default", PowerWatts = 411.7 } },
        });

        var run = await RunAsync("devices", "--pool", "training");

        Assert.Contains("host-a/GPU-6f1c  h100   draining  active", run.Output, StringComparison.Ordinal);
        Assert.Contains("64C   H100 80GB HBM3  XID 48: double bit ECC error; its clocks are slowed: power brake", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("host-c", run.Output, StringComparison.Ordinal);
        Assert.Contains("412 W", (await RunAsync("devices", "-o", "wide", "--pool", "default")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Hosts_OfSeveralPools_AreFoundByEachOfThem()
    {
        _silo.Answer("GET /admin/v1/hosts", new[] { SampleCluster.Hosts[0] with { Pools = ["default", "training"] }, SampleCluster.Hosts[1] });

        Assert.Contains("default,training", (await RunAsync("hosts", "--pool", "training")).Output, StringComparison.Ordinal);
        Assert.Contains("host-b", (await RunAsync("hosts", "--pool", "default")).Output, StringComparison.Ordinal);
        Assert.DoesNotContain("host-b", (await RunAsync("hosts", "--pool", "training")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Models_Table_ShowsWhatIsWrong()
    {
        var run = await RunAsync("models");

        Assert.Equal(
            """
            MODEL      VERSION  REGION  POOL     CLASS     READY  PROBLEM
            acme/chat  1        local   default  critical  0/2    KRW3102: 1 of 2 replicas cannot be placed
            digits     1        local   default  standard  2/2

            """,
            run.Output);
    }

    [Theory]
    [InlineData("digits", "models", "digits")]
    [InlineData("digits", "models", "default/digits@local")]
    [InlineData("digits", "models", "--tenant", "default")]
    [InlineData("acme/chat/0", "replicas", "acme/chat")]
    [InlineData("digits/1", "replicas", "--host", "host-b")]
    [InlineData("host-b", "hosts", "host-b")]
    [InlineData("host-a/GPU-6f1c", "devices", "GPU-6f1c")]
    [InlineData("host-b/GPU-a2d4", "devices", "--state", "cordoned")]
    [InlineData("silo-a", "silos", "silo-a", "--state", "active")]
    public async Task List_NameOrFilter_LeavesOnlyThose(string only, params string[] args)
    {
        var run = await RunAsync(args);

        Assert.Equal(0, run.Exit);
        Assert.Equal(only, Assert.Single(run.Output.TrimEnd('\n').Split('\n').Skip(1)).Split(' ')[0]);
    }

    [Fact]
    public async Task List_NoSuchName_SuggestsTheNearest()
    {
        var run = await RunAsync("models", "digts");

        Assert.Equal(new ConsoleRun(1, "", "KRW3105: MODEL: there is no 'digts' among the models; did you mean 'digits'?\n  next: krewe models\n"), run);
    }

    [Fact]
    public async Task List_Nothing_SaysWhatToDo()
    {
        _silo.Answer("GET /admin/v1/models", Array.Empty<object>());

        Assert.Equal(new ConsoleRun(0, "no models; 'krewe apply FILE' adds one\n", ""), await RunAsync("models"));
    }

    [Theory]
    [InlineData("json")]
    [InlineData("yaml")]
    public async Task List_ForPrograms_IsTheAdminApisList(string format)
    {
        var run = await RunAsync("devices", "--host", "host-a", "-o", format);

        Assert.Equal(0, run.Exit);
        if (format == "json")
        {
            Assert.Equal(["cpu", "GPU-6f1c"], JsonNode.Parse(run.Output)!.AsArray().Select(device => (string)device!["observation"]!["uuid"]!));
        }
        else
        {
            Assert.StartsWith("- host: \"host-a\"\n  observation:\n    uuid: cpu\n", run.Output.Replace("host: host-a", "host: \"host-a\"", StringComparison.Ordinal), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("table")]
    [InlineData("json")]
    public async Task List_HalfAnAnswer_IsShownAndEndsWithOne(string format)
    {
        _silo.Answer("GET /admin/v1/models", _ => FakeSilo.Json(new[] { SampleCluster.DigitsPlacement }) with { Incomplete = "pool eu/default, fleet" });

        var run = await RunAsync("models", "-o", format);

        Assert.Equal(1, run.Exit);
        Assert.Contains("digits", run.Output, StringComparison.Ordinal);
        Assert.StartsWith("KRW7001: this is not all: fleet, pool eu/default did not answer in time\n  next: repeat it", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task List_BrokenAnswer_SaysHowItBegins()
    {
        _silo.Answer("GET /admin/v1/models", _ => new FakeAnswer(200, """[{"model":"default/di"""));

        var run = await RunAsync("models");

        Assert.Equal((1, ""), (run.Exit, run.Output));
        Assert.StartsWith("KRW5102: GET ", run.Error, StringComparison.Ordinal);
        Assert.Contains("it begins: [{\"model\":\"default/di", run.Error, StringComparison.Ordinal);
    }

    private Task<ConsoleRun> RunAsync(params string[] args) => ConsoleRun.OfAsync([.. args, "--url", _silo.Address]);

    private static string[] Words(ConsoleRun run) => run.Output.Split('\n')[0].Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
