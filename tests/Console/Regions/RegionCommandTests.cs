using Krewe.Client.Tests;
using Krewe.Errors;
using Krewe.Fleet.Regions;

namespace Krewe.Commands.Tests.Regions;

public sealed class RegionCommandTests : IAsyncLifetime
{
    private FakeSilo _silo = null!;

    public async Task InitializeAsync() => _silo = await SampleCluster.StartAsync();

    public async Task DisposeAsync() => await _silo.DisposeAsync();

    [Fact]
    public async Task Drain_Region_WaitsAndSaysWhatStays()
    {
        var run = await RunAsync("drain", "--region", "eu");

        Assert.Equal(2, run.Exit);
        Assert.Contains("default/records@eu  stays", run.Output, StringComparison.Ordinal);
        Assert.EndsWith("region eu is empty but for 1 that may not leave\n", run.Output, StringComparison.Ordinal);
        Assert.Equal("eu: faces preparing\neu: faces leaving (50 % at home)\n", run.Error);
    }

    [Fact]
    public async Task Drain_Region_NotInTime_SaysThatItGoesOn()
    {
        _silo.Answer("POST /admin/v1/regions/eu/drain", new RegionMaintenance { Region = "eu", Drained = true });
        var run = await RunAsync("drain", "--region", "eu", "--wait", "3s");

        Assert.Equal(2, run.Exit);
        Assert.Contains("KRW3107: eu: region eu was not empty within 3s; it goes on all the same", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Undrain_Region_WaitsUntilItsModelsAreBack()
    {
        var run = await RunAsync("undrain", "--region", "eu");

        Assert.Equal(new ConsoleRun(0, "region eu is in service again\n", "eu: faces returning (50 % at home)\n"), run);
    }

    [Theory]
    [InlineData("drain")]
    [InlineData("drain", "host-a", "--region", "eu")]
    [InlineData("undrain")]
    [InlineData("migrate", "digits", "--region", "us", "--back")]
    [InlineData("migrate", "digits", "--region", "us", "--to", "host-a")]
    public async Task CommandLine_NeitherOrBoth_IsRefused(params string[] args) =>
        Assert.Contains(ErrorCodes.CommandInvalid, (await RunAsync(args)).Error, StringComparison.Ordinal);

    [Fact]
    public async Task Migrate_Model_WaitsUntilItIsThere()
    {
        var run = await RunAsync("migrate", "digits", "--region", "us");

        Assert.Equal(new ConsoleRun(0, "default/digits@local is served in region us, until 'krewe migrate digits --back'\n", "digits preparing\ndigits away\n"), run);
        Assert.Equal("""{"to":"us"}""", _silo.Requests.Single(request => request.Route.EndsWith("region?region=local", StringComparison.Ordinal)).Body);
    }

    [Fact]
    public async Task Migrate_Back_IsToldSo()
    {
        var run = await RunAsync("migrate", "digits@local", "--back", "--wait", "0");

        Assert.Equal(new ConsoleRun(0, "default/digits@local goes by itself again\n", ""), run);
        Assert.Equal("{}", _silo.Requests.Single(request => request.Route.EndsWith("region?region=local", StringComparison.Ordinal)).Body);
    }

    [Fact]
    public async Task Migrate_ModelThatIsNone_SaysSo() =>
        Assert.StartsWith("KRW3105: MODEL: there is no model 'none'", (await RunAsync("migrate", "none", "--region", "us")).Error, StringComparison.Ordinal);

    private Task<ConsoleRun> RunAsync(params string[] args) => ConsoleRun.OfAsync([.. args, "--url", _silo.Address]);
}
