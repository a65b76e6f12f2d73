using Krewe.Devices;
using Krewe.Errors;
using Krewe.Hosts;
using Krewe.Silo.Tests.Admin;
using Krewe.Silo.Tests.Web.Browser;

namespace Krewe.Silo.Tests.Web;

/// <summary>Changes by the page: the token, the confirmation, what is refused.</summary>
[Collection(ChromiumCollection.Name)]
public sealed class PageChangeTests(Chromium chromium)
{
    private static readonly string View = "models/" + Uri.EscapeDataString("default/digits@local");

    [ChromiumFact]
    public async Task Delete_WithTheTokenAndConfirmed_Deletes()
    {
        await using var server = await AdminServer.StartAsync();
        await using var probe = await chromium.OpenAsync(server.Address, View);

        await probe.ClickAsync("button", "Delete…");
        await probe.Page.GetByLabel("Admin token").FillAsync(server.Token);
        await probe.Page.Keyboard.PressAsync("Enter");
        await probe.SeeAsync("1 replica stops, and its spec is forgotten");
        Assert.Empty(server.Cluster.Deleted);
        await probe.Page.Locator("#confirm-do").ClickAsync();

        await probe.Page.WaitForFunctionAsync("() => document.getElementById('said').textContent === 'default/digits@local is being deleted.'");
        Assert.Equal(SampleCluster.Digits, Assert.Single(server.Cluster.Deleted));
        Assert.DoesNotContain(probe.Requests, request => request.Contains(server.Token, StringComparison.Ordinal));
        Assert.DoesNotContain(server.Token, probe.Page.Url, StringComparison.Ordinal);
        probe.AssertQuietConsole();

        // The second change asks for no token, and the token can be forgotten.
        await probe.ClickAsync("button", "Delete…");
        await probe.SeeAsync("1 replica stops");
        await probe.Page.Keyboard.PressAsync("Escape");
        await probe.ClickAsync("button", "Forget the token");
        Assert.Null(await probe.Page.EvaluateAsync<string?>("() => sessionStorage.getItem('krewe.admin.token')"));
        Assert.Single(server.Cluster.Deleted);
    }

    [ChromiumFact]
    public async Task Delete_WithoutTheToken_ChangesNothing()
    {
        await using var server = await AdminServer.StartAsync();
        await using var probe = await chromium.OpenAsync(server.Address, View);

        await probe.ClickAsync("button", "Delete…");
        await probe.Page.Keyboard.PressAsync("Escape");

        Assert.Equal(0, await probe.Page.Locator("dialog[open]").CountAsync());
        Assert.Empty(server.Cluster.Deleted);
        Assert.DoesNotContain(probe.Requests, request => request.EndsWith("/models/default/digits?region=local", StringComparison.Ordinal));
    }

    [ChromiumFact]
    public async Task Delete_WithAWrongToken_SaysSoAndAsksAgain()
    {
        await using var server = await AdminServer.StartAsync();
        await using var probe = await chromium.OpenAsync(server.Address, View);

        await probe.ClickAsync("button", "Delete…");
        await probe.Page.GetByLabel("Admin token").FillAsync("wrong");
        await probe.Page.Keyboard.PressAsync("Enter");
        await probe.Page.Locator("#confirm-do").ClickAsync();
        await probe.SeeAsync("KRW5001: the admin token is wrong");
        await probe.Page.GetByLabel("Admin token").FillAsync(server.Token);
        await probe.Page.Keyboard.PressAsync("Enter");
        await probe.Page.Locator("#confirm-do").ClickAsync();

        await probe.Page.WaitForFunctionAsync("() => document.getElementById('said').textContent === 'default/digits@local is being deleted.'");
        Assert.Single(server.Cluster.Deleted);
    }

    [ChromiumFact]
    public async Task Scale_SendsTheNumber_WithTheTokenInAHeaderOnly()
    {
        await using var server = await AdminServer.StartAsync();
        await using var probe = await chromium.OpenAsync(server.Address, View);
        var sent = probe.Page.WaitForRequestAsync("**/replicas?region=local");

        await probe.ClickAsync("button", "Scale…");
        await probe.Page.GetByLabel("Admin token").FillAsync(server.Token);
        await probe.Page.Keyboard.PressAsync("Enter");
        await probe.Page.Locator("#confirm-number").FillAsync("3");
        await probe.Page.Keyboard.PressAsync("Enter");

        await probe.Page.WaitForFunctionAsync("() => document.getElementById('said').textContent === 'default/digits@local is to have 3 replicas.'");
        var request = await sent;
        Assert.Equal(
            ("PUT", """{"replicas":3}""", "Bearer " + server.Token),
            (request.Method, request.PostData, await request.HeaderValueAsync("authorization")));
        probe.AssertQuietConsole();
    }

    [ChromiumFact]
    public async Task Drain_Refused_ShowsEveryReasonAndOffersToGoAheadAllTheSame()
    {
        await using var server = await AdminServer.StartAsync();
        await using var probe = await chromium.OpenAsync(server.Address, "machines");
        server.Cluster.Failure = new KreweException(new Problem
        {
            Code = ErrorCodes.MaintenanceRefused, Message = "alpha cannot be emptied", Reasons = ["default/digits@local/0: no other host has room"],
        });

        await probe.ClickAsync("button", "Drain alpha");
        await probe.Page.GetByLabel("Admin token").FillAsync(server.Token);
        await probe.Page.Keyboard.PressAsync("Enter");
        await probe.Page.Locator("#confirm-do").ClickAsync();
        await probe.SeeAsync("KRW3107: alpha cannot be emptied");
        await probe.SeeAsync("default/digits@local/0: no other host has room");
        server.Cluster.Failure = null;
        await probe.Page.GetByLabel("Do it all the same: what has room is moved, the rest stays").CheckAsync();
        await probe.Page.Locator("#confirm-do").ClickAsync();

        await probe.Page.WaitForFunctionAsync("() => document.getElementById('said').textContent === 'alpha is being drained.'");
        Assert.Equal(new MaintenanceOrder { Host = "alpha", Empty = true, Force = true }, server.Cluster.Maintained[^1]);
    }

    [ChromiumFact]
    public async Task ClearAndCordon_OfAnAccelerator_AreConfirmedAndDone()
    {
        await using var server = await AdminServer.StartAsync();
        var gpu = new DeviceView
        {
            Host = "alpha",
            Observation = new DeviceObservation
            {
                Uuid = "GPU-1", Class = "nvidia-h100", Model = "Example GPU", Accelerator = true, MemoryBytes = 80L << 30, UsedMemoryBytes = 20L << 30, Utilization = 0.5, PowerWatts = 212,
                Telemetry = new DeviceTelemetry { Temperature = 63.6 },
            },
            Faults = ["XID 48: double bit ECC error"],
            Health = DeviceHealth.Draining,
            Reasons = ["XID 48: double bit ECC error", "its clocks are slowed: power brake"],
        };
        server.Cluster.Host = SampleCluster.Host with { Devices = [.. SampleCluster.Host.Devices, gpu] };
        await using var probe = await chromium.OpenAsync(server.Address, "machines");
        await probe.SeeAsync("Example GPU (nvidia-h100)");
        await probe.SeeAsync("its clocks are slowed: power brake");
        Assert.Equal(["50 %", "20.0 GiB of 80.0 GiB", "212 W, 64 °C", "0"], (await probe.TableAsync("What models run on, and how busy it is"))[1][3..7]);

        await probe.ClickAsync("button", "Clear alpha/GPU-1");
        await probe.Page.GetByLabel("Admin token").FillAsync(server.Token);
        await probe.Page.Keyboard.PressAsync("Enter");
        await probe.SeeAsync("Forgotten: XID 48: double bit ECC error.");
        await probe.Page.Locator("#confirm-do").ClickAsync();
        await probe.Page.WaitForFunctionAsync("() => document.getElementById('said').textContent === 'The faults of alpha/GPU-1 are cleared.'");
        Assert.Equal("alpha/GPU-1", Assert.Single(server.Cluster.Cleared));

        await probe.ClickAsync("button", "Cordon alpha/GPU-1");
        await probe.SeeAsync("It takes no new leases, and the replicas on it are replaced elsewhere");
        await probe.Page.Locator("#confirm-do").ClickAsync();

        await probe.Page.WaitForFunctionAsync("() => document.getElementById('said').textContent === 'alpha/GPU-1 is cordoned.'");
        Assert.Equal(new MaintenanceOrder { Host = "alpha", Device = "GPU-1", Empty = true }, Assert.Single(server.Cluster.Maintained));
    }
}
