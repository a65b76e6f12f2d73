using Krewe.Client.Tests;
using Krewe.Errors;
using Krewe.Hosts;

namespace Krewe.Commands.Tests.Maintenance;

public sealed class MaintenanceCommandTests : IAsyncLifetime
{
    private FakeSilo _silo = null!;

    public async Task InitializeAsync() => _silo = await SampleCluster.StartAsync();

    public async Task DisposeAsync() => await _silo.DisposeAsync();

    [Fact]
    public async Task Drain_WaitsUntilTheHostIsEmpty()
    {
        var looks = 0;
        _silo.Answer("GET /admin/v1/hosts", _ => FakeSilo.Json(looks++ < 2 ? SampleCluster.Hosts : [.. SampleCluster.Hosts.Select(host => host with { Leases = [] })]));

        var run = await RunAsync("drain", "host-b");

        Assert.Equal(
            new ConsoleRun(
                0,
                """
                host-b is now draining
                REPLICA                 GOES TO  DEVICES  WHY
                default/digits@local/1  host-a   cpu      most room of 1 host
                host-b is empty

                """,
                "host-b: 1 leases left\n"),
            run);
        Assert.Equal("""{"force":false}""", Body("POST /admin/v1/hosts/host-b/drain"));
    }

    [Fact]
    public async Task Notice_TellsWhenAndWhy()
    {
        var run = await RunAsync("notice", "host-b", "--in", "90s", "--reason", "taken back", "--wait", "0");

        Assert.Equal(0, run.Exit);
        Assert.StartsWith("host-b is now draining", run.Output, StringComparison.Ordinal);
        Assert.Equal("""{"seconds":90,"reason":"taken back"}""", Body("POST /admin/v1/hosts/host-b/notice"));
    }

    [Fact]
    public async Task Drain_NoRoom_EndsWithTwoAndAllReasons()
    {
        _silo.Answer(
            "POST /admin/v1/hosts/host-b/drain",
            new { error = new Problem { Code = ErrorCodes.MaintenanceRefused, Message = "1 replica has no other place", Reasons = ["default/digits@local/1: host-a has 0.25 cores free"], Next = "krewe drain host-b --force" } },
            409);

        var run = await RunAsync("drain", "host-b");

        Assert.Equal(
            new ConsoleRun(2, "", "KRW3107: 1 replica has no other place\n  - default/digits@local/1: host-a has 0.25 cores free\n  next: krewe drain host-b --force\n"), run);
    }

    [Fact]
    public async Task Drain_Force_ReplicasThatStayAreToldAndEndWithTwo()
    {
        _silo.Answer("POST /admin/v1/hosts/host-b/drain", new MaintenanceResult
        {
            Host = "host-b", State = "draining", Changed = true, Moves = [new ReplicaMove { Replica = SampleCluster.Hosts[1].Leases[0].Replica, Reasons = ["host-a: no room"] }],
        });

        var run = await RunAsync("drain", "host-b", "--force");

        Assert.Equal((2, ""), (run.Exit, run.Error));
        Assert.Contains("default/digits@local/1  stays", run.Output, StringComparison.Ordinal);
        Assert.Equal("""{"force":true}""", Body("POST /admin/v1/hosts/host-b/drain"));
    }

    [Fact]
    public async Task Drain_NotEmptyInTime_SaysThatItGoesOn()
    {
        var run = await RunAsync("drain", "host-b", "--wait", "3s");

        Assert.Equal(2, run.Exit);
        Assert.Contains("KRW3107: host-b: it takes no new leases, but was not empty within 3s", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GPU-6f1c", 0, "cleared: XID 48: double bit ECC error\nhost-a/GPU-6f1c is now healthy\n")]
    [InlineData("host-b/GPU-a2d4", 2, "host-b/GPU-a2d4 had no fault to clear, and is draining\n  - its driver says that it needs a reset\n")]
    public async Task Clear_TellsWhatIsForgottenAndWhatIsLeft(string name, int exit, string output) =>
        Assert.Equal(new ConsoleRun(exit, output, ""), await RunAsync("clear", name));

    [Theory]
    [InlineData("undrain", "host-b", "host-b is now active\n")]
    [InlineData("uncordon", "host-b/GPU-a2d4", "host-b/GPU-a2d4 is now active\n")]
    [InlineData("uncordon", "GPU-a2d4", "host-b/GPU-a2d4 is now active\n")]
    [InlineData("cordon", "GPU-a2d4", "host-b/GPU-a2d4 was already cordoned\nhost-b/GPU-a2d4 is empty\n")]
    public async Task OtherVerbs_SayWhatIsNow(string verb, string name, string output) =>
        Assert.Equal(new ConsoleRun(0, output, ""), await RunAsync(verb, name));

    [Theory]
    [InlineData("cpu", "several hosts have a device 'cpu'")]
    [InlineData("GPU-none", "there is no device 'GPU-none'")]
    public async Task Cordon_DeviceThatIsNotOne_SaysWhy(string name, string why)
    {
        var run = await RunAsync("cordon", name);

        Assert.Equal((1, ""), (run.Exit, run.Output));
        Assert.StartsWith("KRW3105: DEVICE: " + why, run.Error, StringComparison.Ordinal);
    }

    private string Body(string route) => _silo.Requests.Single(request => request.Route == route).Body;

    private Task<ConsoleRun> RunAsync(params string[] args) => ConsoleRun.OfAsync([.. args, "--url", _silo.Address]);
}
