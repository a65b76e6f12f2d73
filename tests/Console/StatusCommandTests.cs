using System.Text.Json.Nodes;
using Krewe.Client.Tests;

namespace Krewe.Commands.Tests;

public sealed class StatusCommandTests
{
    [Fact]
    public async Task Status_Table_ShowsModelsHostsAndDevices()
    {
        await using var silo = await SiloAsync();

        var run = await ConsoleRun.OfAsync(["status", "--url", silo.Address]);

        Assert.Equal((0, ""), (run.Exit, run.Error));
        Assert.Equal(
            """
            silo silo-a, region local, Krewe 0.1.0, engine Embedded 0.1.0, up since 2026-11-22 09:30:00Z
            inference http://127.0.0.1:8080, admin http://127.0.0.1:8080

            MODEL   VERSION  REGION  POOL     READY  REPLICAS           PROBLEM
            digits  1        local   default  1/2    0 ready on host-a  KRW3102: 1 of 2 replicas cannot be placed

            HOST    REGION  ZONE  POOL     STATE   CPU FREE   MEMORY FREE       LEASES
            host-a  local   z1    default  active  1.25 of 2  7.5 GiB of 8 GiB  0

            DEVICE  HOST    CLASS  HEALTH   MEMORY  IN USE  MODEL
            cpu     host-a  cpu    healthy  8 GiB   25 %    A Processor

            """,
            run.Output);
    }

    [Fact]
    public async Task Status_NoModels_SaysHowToAddOne()
    {
        await using var silo = await FakeSilo.StartAsync();
        silo.Answer("GET /admin/v1/status", Samples.Cluster());

        Assert.Contains("no models; 'krewe apply FILE' adds one", (await ConsoleRun.OfAsync(["status", "--url", silo.Address])).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Status_Json_IsTheAdminApis()
    {
        await using var silo = await SiloAsync();

        var run = await ConsoleRun.OfAsync(["status", "-o", "json", "--url", silo.Address]);

        var cluster = JsonNode.Parse(run.Output)!;
        Assert.Equal(("silo-a", "default/digits@local"), ((string)cluster["silo"]!, (string)cluster["models"]![0]!["model"]!));
    }

    [Fact]
    public async Task Status_Yaml_IsTheSame()
    {
        await using var silo = await SiloAsync();

        var run = await ConsoleRun.OfAsync(["status", "-o", "yaml", "--url", silo.Address]);

        Assert.StartsWith("version: \"0.1.0\"\nengine: \"Embedded 0.1.0\"\nregion: local\nsilo: silo-a\n", run.Output, StringComparison.Ordinal);
        Assert.Contains("\nmodels:\n  - model: \"default/digits@local\"\n    spec:\n      name: digits\n", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true, null, true)]
    [InlineData(true, "1", false)]
    [InlineData(false, null, false)]
    public async Task Status_Colour_OnlyInATerminalWithoutNoColor(bool terminal, string? noColor, bool colored)
    {
        await using var silo = await SiloAsync();
        var environment = noColor is null ? [] : new Dictionary<string, string> { ["NO_COLOR"] = noColor };

        var run = await ConsoleRun.OfAsync(["status", "--url", silo.Address], environment: environment, terminal: terminal);

        Assert.Equal(colored, run.Output.Contains('\u001b', StringComparison.Ordinal));
    }

    [Fact]
    public async Task Status_AddressFromTheEnvironment_IsUsed()
    {
        await using var silo = await SiloAsync();

        var run = await ConsoleRun.OfAsync(["status"], environment: new Dictionary<string, string> { ["KREWE_URL"] = silo.Address });

        Assert.Equal(0, run.Exit);
    }

    private static async Task<FakeSilo> SiloAsync()
    {
        var silo = await FakeSilo.StartAsync();
        silo.Answer("GET /admin/v1/status", Samples.Cluster(Samples.Placement(Samples.Spec(), ready: 1, refusal: Samples.Refusal)));
        return silo;
    }
}
