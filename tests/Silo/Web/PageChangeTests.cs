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
        await probe.SeeAsync("Its 1 replica stop and its spec is forgotten");
        Assert.Empty(server.Cluster.Deleted);
        await probe.Page.Locator("#confirm-do").ClickAsync();

        await probe.Page.WaitForFunctionAsync("() => document.getElementById('said').textContent === 'default/digits@local is being deleted.'");
        Assert.Equal(SampleCluster.Digits, Assert.Single(server.Cluster.Deleted));
        Assert.DoesNotContain(probe.Requests, request => request.Contains(server.Token, StringComparison.Ordinal));
        Assert.DoesNotContain(server.Token, probe.Page.Url, StringComparison.Ordinal);
        probe.AssertQuietConsole();

        // The second change asks for no token, and the token can be forgotten.
        await probe.ClickAsync("button", "Delete…");
        await probe.SeeAsync("Its 1 replica stop");
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
        var sent = new TaskCompletionSource<(string Method, string? Body, string? Authorization)>();
        await probe.Page.RouteAsync("**/replicas?region=local", async route =>
        {
            sent.TrySetResult((route.Request.Method, route.Request.PostData, await route.Request.HeaderValueAsync("authorization")));
            await route.FulfillAsync(new() { Status = 200, ContentType = "application/json", Body = "{}" });
        });

        await probe.ClickAsync("button", "Scale…");
        await probe.Page.GetByLabel("Admin token").FillAsync(server.Token);
        await probe.Page.Keyboard.PressAsync("Enter");
        await probe.Page.Locator("#confirm-number").FillAsync("3");
        await probe.Page.Keyboard.PressAsync("Enter");

        Assert.Equal(("PUT", """{"replicas":3}""", "Bearer " + server.Token), await sent.Task.WaitAsync(TimeSpan.FromSeconds(60)));
        await probe.Page.WaitForFunctionAsync("() => document.getElementById('said').textContent === 'default/digits@local is to have 3 replicas.'");
    }

    [ChromiumFact]
    public async Task Drain_Refused_ShowsEveryReasonAndOffersToGoAheadAllTheSame()
    {
        await using var server = await AdminServer.StartAsync();
        await using var probe = await chromium.OpenAsync(server.Address, "machines");
        var bodies = new List<string?>();
        await probe.Page.RouteAsync("**/hosts/alpha/drain", route =>
        {
            bodies.Add(route.Request.PostData);
            return bodies.Count == 1
                ? route.FulfillAsync(new()
                {
                    Status = 409,
                    ContentType = "application/json",
                    Body = """{"error":{"code":"KRW3107","message":"alpha cannot be emptied","reasons":["default/digits@local/0: no other host has room"]}}""",
                })
                : route.FulfillAsync(new() { Status = 200, ContentType = "application/json", Body = "{}" });
        });

        await probe.ClickAsync("button", "Drain alpha");
        await probe.Page.GetByLabel("Admin token").FillAsync(server.Token);
        await probe.Page.Keyboard.PressAsync("Enter");
        await probe.Page.Locator("#confirm-do").ClickAsync();
        await probe.SeeAsync("KRW3107: alpha cannot be emptied");
        await probe.SeeAsync("default/digits@local/0: no other host has room");
        await probe.Page.GetByLabel("Do it all the same: what has room is moved, the rest stays").CheckAsync();
        await probe.Page.Locator("#confirm-do").ClickAsync();

        await probe.Page.WaitForFunctionAsync("() => document.getElementById('said').textContent === 'alpha is being drained.'");
        Assert.Equal(["""{"force":false}""", """{"force":true}"""], bodies);
    }
}
