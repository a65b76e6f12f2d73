using Krewe.Silo.History.Live;
using Krewe.Silo.Tests.Admin;
using Krewe.Silo.Tests.Web.Browser;

namespace Krewe.Silo.Tests.Web;

/// <summary>What the page does when the silo goes and comes back, and when nobody looks.</summary>
[Collection(ChromiumCollection.Name)]
public sealed class PageConnectionTests(Chromium chromium)
{
    [ChromiumFact]
    public async Task Page_SiloRestarts_ShowsThatAndRecovers()
    {
        var first = await AdminServer.StartAsync();
        var address = first.Address;
        await using var probe = await chromium.OpenAsync(address);
        await first.DisposeAsync();

        await probe.SeeAsync("not connected");
        await probe.SeeAsync("The silo does not answer");
        Assert.Equal("The connection to the silo is lost. It is tried again.", await probe.Page.TextContentAsync("#said"));
        Assert.Contains("stale", await probe.Page.GetAttributeAsync("main", "class") ?? "", StringComparison.Ordinal);
        await probe.SeeAsync("1 of 2 models lack replicas"); // the last that was heard stays

        await using var second = await AdminServer.StartAsync(port: address.Port);
        await probe.Page.GetByText("live", new() { Exact = true }).WaitForAsync();
        Assert.True(await probe.Page.Locator("#error").IsHiddenAsync());
        Assert.Equal("The connection is back.", await probe.Page.TextContentAsync("#said"));
        Assert.Contains(probe.Requests, request => request.Contains("/live?since=1", StringComparison.Ordinal)); // only what it missed
    }

    [ChromiumFact]
    public async Task Page_Closed_LeavesNothingRunning()
    {
        await using var server = await AdminServer.StartAsync();
        var hub = server.Get<LiveHub>();
        await using (await chromium.OpenAsync(server.Address))
        {
            Assert.Equal(1, hub.Readers);
        }

        await hub.Running.WaitAsync(TimeSpan.FromSeconds(60));
        Assert.Equal(0, hub.Readers);
    }
}
