using Krewe.Events;
using Krewe.Silo.Tests.Admin;
using Krewe.Silo.Tests.Web.Browser;

namespace Krewe.Silo.Tests.Web;

/// <summary>What the page shows, in a real browser, against the endpoints with fakes behind them.</summary>
[Collection(ChromiumCollection.Name)]
public sealed class PageBrowserTests(Chromium chromium)
{
    private const string Digits = "default/digits@local";

    [ChromiumTheory]
    [InlineData(1280, false)]
    [InlineData(1280, true)]
    [InlineData(390, false)]
    [InlineData(390, true)]
    public async Task EveryView_EitherSizeAndScheme_FitsAndIsQuiet(int width, bool dark)
    {
        await using var server = await AdminServer.StartAsync();
        await using var probe = await chromium.OpenAsync(server.Address, "", width, dark);
        foreach (var view in new[] { "overview", "models", "models/" + Uri.EscapeDataString(Digits), "machines", "silos", "events" })
        {
            await probe.GoAsync(server.Address, view);
            await probe.Page.WaitForFunctionAsync("() => document.querySelectorAll('main section').length > 0");

            await probe.AssertNoneAsync(
                """
                () => document.documentElement.scrollWidth <= innerWidth ? []
                  : [...document.querySelectorAll('body *')].filter(one => one.getBoundingClientRect().right > innerWidth + 1).map(one => `${location.hash}: ${one.tagName}.${one.className} ends at ${one.getBoundingClientRect().right}`)
                """);
        }

        var background = await probe.Page.EvaluateAsync<string>("() => getComputedStyle(document.body).backgroundColor");
        Assert.Equal(dark ? "rgb(19, 18, 26)" : "rgb(244, 244, 247)", background);
        Assert.All(probe.Requests, request => Assert.StartsWith(server.Address.ToString(), request, StringComparison.Ordinal));
        probe.AssertQuietConsole();
    }

    [ChromiumFact]
    public async Task Overview_ShowsNumbersProblemsAndCharts()
    {
        await using var server = await AdminServer.StartAsync();
        await using var probe = await chromium.OpenAsync(server.Address);

        await probe.SeeAsync("1 of 2 models lack replicas");
        await probe.SeeAsync("default/huge@local has 0 of 1 replica");
        await probe.SeeAsync("KRW3102: no host has room");
        await probe.SeeAsync("alpha: 1.5 of 64 cores free");
        await probe.SeeAsync("ask for 1.5 cores");
        await probe.SeeAsync("Krewe 0.1.0 on test, up ");
        await probe.Page.WaitForFunctionAsync("() => /^2[0-9]/.test(document.querySelector('.tile .value').textContent)");
        var models = await probe.TableAsync("The models at a glance");
        Assert.Equal([Digits, "serving", "1 of 1"], models[0][..3]);
        Assert.Equal(["default/huge@local", "not serving", "0 of 1"], models[1][..3]);
        Assert.Matches(@"^\d+ $|^2\d$", models[0][3]);
        Assert.EndsWith(" ms", models[0][4], StringComparison.Ordinal);
        var text = await probe.Page.GetAttributeAsync("figure[aria-label='Requests per second'] > .plot > svg", "aria-label");
        Assert.Matches(@"^Requests per second, last 15 minutes\. answered: now 2\d, least 20, most 26; errors: now \d, least 0, most 3;", text);
        Assert.StartsWith("M", await probe.Page.GetAttributeAsync("figure[aria-label='Requests per second'] .plot path.one:not(.under)", "d"), StringComparison.Ordinal);
    }

    [ChromiumFact]
    public async Task Models_OneChosen_ShowsQueueLatencyReplicasAndDecisions()
    {
        await using var server = await AdminServer.StartAsync();
        server.Events.Alpha.Record(FakeEvents.Event(1, EventKinds.ReplicaPlaced, Digits + "/0") with
        {
            Model = SampleCluster.Digits, Message = "placed on alpha", Reasons = ["the only host with room"],
        });
        await using var probe = await chromium.OpenAsync(server.Address, "models");

        var row = (await probe.TableAsync("The models with their requests"))[0];
        Assert.Equal((Digits, "1", "serving", "1 of 1"), (row[0], row[1], row[2], row[3]));
        Assert.Equal(("0", "4", "2"), (row[9], row[11], row[12]));
        await probe.ClickAsync("link", Digits);

        await probe.SeeAsync("all is well");
        var replica = Assert.Single(await probe.TableAsync("Its replicas, each under the epoch of its lease"));
        Assert.Equal([Digits + "/0", "ready", "alpha", "", "0.5", "256 MiB", "7"], replica[..7]);
        await probe.SeeAsync("the only host with room");
        Assert.Contains("p99: now ", await probe.Page.GetAttributeAsync("figure[aria-label='Latency'] > .plot > svg", "aria-label"), StringComparison.Ordinal);
        Assert.Equal(Digits + " · Krewe", await probe.Page.TitleAsync());
        Assert.Equal("model-detail-title", await probe.Page.EvaluateAsync<string>("() => document.activeElement.id"));
    }

    [ChromiumFact]
    public async Task Forecast_OfAModel_ShowsHistoryForecastAndBand()
    {
        await using var server = await AdminServer.StartAsync();
        await using var probe = await chromium.OpenAsync(server.Address, "models/" + Uri.EscapeDataString(Digits));

        await probe.SeeAsync("Peak within the horizon, 95 % bound: 28 requests per second.");
        var picture = "figure[aria-label='Demand and forecast'] > .plot > svg";
        Assert.Equal(
            "Demand and forecast. Came: last 24, most 24; expected next: 22, from 18 to 27; peak 28.", await probe.Page.GetAttributeAsync(picture, "aria-label"));
        var past = await probe.Page.GetAttributeAsync(picture + " path.one", "d");
        Assert.Equal(2, past!.Split('M').Length - 1); // the gap in the middle divides the line
        Assert.StartsWith("M", await probe.Page.GetAttributeAsync(picture + " path.two.dashed", "d"), StringComparison.Ordinal);
        Assert.EndsWith("Z", await probe.Page.GetAttributeAsync(picture + " path.under.two", "d"), StringComparison.Ordinal);

        await probe.Page.SelectOptionAsync("#forecast-horizon", "2");
        await probe.Page.WaitForFunctionAsync("() => performance.getEntriesByType('resource').some(one => one.name.includes('/forecast') && one.name.includes('horizon=86400'))");
        probe.AssertQuietConsole();
    }

    [ChromiumFact]
    public async Task Machines_ShowsDevicesHostsAndLeases()
    {
        await using var server = await AdminServer.StartAsync();
        await using var probe = await chromium.OpenAsync(server.Address, "machines");
        await probe.Page.WaitForFunctionAsync("() => document.querySelector('#devices tbody th') !== null");

        var device = Assert.Single(await probe.TableAsync("What models run on, and how busy it is"));
        Assert.Equal(["Example \"EX\" CPU (cpu-x64)", "alpha", "healthy"], device[..3]);
        Assert.Matches(@"^(25|30|35|40) %$", device[3]);
        Assert.Equal(["1.0 GiB of 4.0 GiB", "–", "1"], device[4..7]);
        var host = Assert.Single(await probe.TableAsync("Machines, and what of them is leased"));
        Assert.Equal(["alpha", "local, default", "active"], host[..3]);
        Assert.Equal(["0.5 of 2", "256 MiB of 4.0 GiB", "1"], host[4..7]);
        Assert.Equal([Digits + "/0", "alpha", "", "0.5", "256 MiB", "7"], Assert.Single(await probe.TableAsync("Who may use what, under which epoch"))[..6]);
    }

    [ChromiumFact]
    public async Task Silos_ShowsProcessesAndAddresses()
    {
        await using var server = await AdminServer.StartAsync();
        await using var probe = await chromium.OpenAsync(server.Address, "silos");

        await probe.SeeAsync("curl http://127.0.0.1:8080/v2/models/digits/infer -d '{\"inputs\"");
        var silo = Assert.Single(await probe.TableAsync("The processes of the cluster"));
        Assert.Equal(["alpha", "local", "active", "0.13", "120 MiB", "9", "23", "S127.0.0.1:11111:1"], silo);
    }

    [ChromiumFact]
    public async Task Events_AsTheyCome_AreShownNewestFirstAndFiltered()
    {
        await using var server = await AdminServer.StartAsync();
        server.Events.Alpha.Record(FakeEvents.Event(1, EventKinds.HostJoined, "alpha"));
        await using var probe = await chromium.OpenAsync(server.Address, "events");
        await probe.SeeAsync("host.joined at 1");
        server.Events.Beta.Record(FakeEvents.Event(2, EventKinds.PlacementRefused, "default/huge@local/0") with
        {
            Level = EventLevel.Warning, Code = "KRW3102", Message = "no host has room", Reasons = ["alpha: 1.5 of 64 cores free"],
        });
        await probe.SeeAsync("KRW3102: no host has room");

        var rows = await probe.TableAsync("Events and decisions, newest first");
        Assert.Equal(["placement.refused", "host.joined"], rows.Select(row => row[2]));
        await probe.SeeAsync("alpha: 1.5 of 64 cores free");
        await probe.Page.GetByLabel("Level").SelectOptionAsync("warning");
        Assert.Equal(["warning"], (await probe.TableAsync("Events and decisions, newest first")).Select(row => row[1]));
        await probe.Page.GetByLabel("Level").SelectOptionAsync("");
        await probe.Page.GetByLabel("Kind").SelectOptionAsync("host");
        Assert.Equal(["host.joined"], (await probe.TableAsync("Events and decisions, newest first")).Select(row => row[2]));
        await probe.Page.GetByLabel("Text").FillAsync("nothing like it");
        await probe.SeeAsync("No event yet");
        probe.AssertQuietConsole();
    }

    [ChromiumFact]
    public async Task Page_ClusterDoesNotAnswer_SaysSo()
    {
        await using var server = await AdminServer.StartAsync();
        await using var probe = await chromium.OpenAsync(server.Address);
        server.Cluster.Failure = new TimeoutException();

        await probe.SeeAsync("The cluster does not tell its state: KRW7001");
        server.Cluster.Failure = null;
        await probe.Page.WaitForFunctionAsync("() => document.getElementById('error').hidden");
    }

    [ChromiumFact]
    public async Task Page_TextOfTheCluster_IsNeverMarkup()
    {
        await using var server = await AdminServer.StartAsync();
        server.Events.Alpha.Record(FakeEvents.Event(1) with { Message = "<img src=x onerror=alert(1)><b>bold</b>" });
        await using var probe = await chromium.OpenAsync(server.Address, "events");

        await probe.SeeAsync("<img src=x onerror=alert(1)><b>bold</b>");
        Assert.Equal(0, await probe.Page.Locator("main img, main b").CountAsync());
    }
}
