using Krewe.Events;
using Krewe.Silo.Tests.Admin;
using Krewe.Silo.Tests.Web.Browser;

namespace Krewe.Silo.Tests.Web;

/// <summary>Keyboard and screen reader: what tools for accessibility check, by hand.</summary>
[Collection(ChromiumCollection.Name)]
public sealed class PageAccessibilityTests(Chromium chromium)
{
    private static readonly string[] Views = ["overview", "models", "models/default%2Fdigits%40local", "machines", "silos", "events"];

    [ChromiumTheory]
    [InlineData(1280)]
    [InlineData(390)]
    public async Task EveryView_ControlsRegionsTablesAndPictures_HaveNamesAndHeaders(int width)
    {
        await using var server = await AdminServer.StartAsync();
        server.Events.Alpha.Record(FakeEvents.Event(1, EventKinds.HostJoined, "alpha"));
        await using var probe = await chromium.OpenAsync(server.Address, "", width);
        foreach (var view in Views)
        {
            await probe.GoAsync(server.Address, view);
            await probe.Page.WaitForFunctionAsync("() => document.querySelectorAll('main section').length > 0");
            await probe.AssertNoneAsync(
                """
                () => {
                  const wrong = [];
                  const say = (text, one) => wrong.push(`${location.hash} ${text}: ${one.outerHTML.slice(0, 120)}`);
                  const shown = one => one.checkVisibility() && !one.closest('[hidden]');
                  const name = one => (one.getAttribute('aria-label') ?? (one.getAttribute('aria-labelledby') ?? '').split(' ').filter(id => id).map(id => document.getElementById(id)?.textContent ?? '').join(' ')
                    ) || [...(one.labels ?? [])].map(label => label.textContent).join(' ') || one.textContent;
                  for (const one of [...document.querySelectorAll('button, a, input, select, summary, [role=img], [role=region], nav, section, dialog, figure')].filter(one => shown(one) || one.closest('dialog'))) {
                    if (name(one).trim() === '') say('has no name', one);
                  }
                  const ids = [...document.querySelectorAll('[id]')].map(one => one.id);
                  ids.filter((id, at) => ids.indexOf(id) !== at).forEach(id => wrong.push(`${location.hash} id ${id} is there twice`));
                  for (const table of [...document.querySelectorAll('main table')].filter(shown)) {
                    if (!table.caption?.textContent.trim()) say('has no caption', table);
                    const heads = [...table.tHead.rows[0].cells];
                    if (heads.some(cell => cell.tagName !== 'TH' || cell.scope !== 'col' || cell.textContent.trim() === '')) say('has a column without a header', table);
                    for (const row of table.tBodies[0].rows) {
                      const full = row.cells.length === 1 && row.cells[0].colSpan === heads.length;
                      if (!full && (row.cells.length !== heads.length || row.cells[0].tagName !== 'TH' || row.cells[0].scope !== 'row')) say('has a row without a header', row);
                    }
                    const roles = [...table.querySelectorAll(':scope > tbody > tr')].some(row => row.getAttribute('role') !== 'row');
                    if (table.parentElement.classList.contains('scroll') && roles) say('loses its rows on narrow screens', table);
                  }
                  const levels = [...document.querySelectorAll('h1, h2, h3')].filter(shown).map(one => Number(one.tagName[1]));
                  if (levels.filter(level => level === 1).length !== 1 || levels[0] !== 1) wrong.push('one h1, at the beginning: ' + levels);
                  levels.slice(1).forEach((level, at) => { if (level > levels[at] + 1) wrong.push('a heading skips a level: ' + levels); });
                  for (const tag of ['header', 'nav', 'main', 'footer']) {
                    if (document.querySelectorAll('body > ' + tag).length !== 1) wrong.push('not one ' + tag);
                  }
                  if (document.querySelectorAll('nav [aria-current=page]').length !== 1) wrong.push('no view is marked as the current one');
                  // Numbers that change each second must not be announced: only what happened is.
                  const live = [...document.querySelectorAll('[aria-live], [role=status], [role=alert], [role=log]')].filter(one => !one.closest('dialog'));
                  if (live.length !== 1 || live[0].id !== 'said') wrong.push('live regions: ' + live.map(one => one.outerHTML).join());
                  for (const one of [...document.querySelectorAll('button, input, select, summary, main a')].filter(one => shown(one) && innerWidth < 600)) {
                    const box = one.getBoundingClientRect();
                    if (box.width > 0 && box.height < 16) say('is too small to touch', one);
                  }
                  return wrong;
                }
                """);
        }
    }

    [ChromiumFact]
    public async Task Keyboard_Walk_ReachesEverythingInOrderAndShowsWhereItIs()
    {
        await using var server = await AdminServer.StartAsync();
        await using var probe = await chromium.OpenAsync(server.Address, "models");
        var seen = new List<string>();
        for (var i = 0; i < 40; i++)
        {
            await probe.Page.Keyboard.PressAsync("Tab");
            var (name, visible) = await FocusedAsync(probe);
            if (name == "BODY")
            {
                break;
            }

            Assert.True(visible, $"the focus on '{name}' is not visible");
            seen.Add(name);
        }

        string[] beginning = ["Skip to the content", "Krewe", "Allow changes", "Overview", "Models", "Machines", "Silos", "Events", "default/digits@local", "default/huge@local"];
        Assert.Equal(beginning, seen.Take(beginning.Length));
    }

    [ChromiumFact]
    public async Task Keyboard_Only_OpensAModelAndCancelsADialog()
    {
        await using var server = await AdminServer.StartAsync();
        await using var probe = await chromium.OpenAsync(server.Address, "models");
        await probe.Page.GetByRole(Microsoft.Playwright.AriaRole.Link, new() { Name = "default/digits@local", Exact = true }).FocusAsync();
        await probe.Page.Keyboard.PressAsync("Enter");
        await probe.Page.WaitForFunctionAsync("() => document.activeElement.id === 'model-detail-title'");
        await probe.Page.Keyboard.PressAsync("Tab");
        Assert.Equal("Scale…", (await FocusedAsync(probe)).Name);
        await probe.Page.Keyboard.PressAsync("Enter");
        Assert.Equal("token", await probe.Page.EvaluateAsync<string>("() => document.activeElement.id"));
        await probe.Page.Keyboard.PressAsync("Escape");
        Assert.Equal(0, await probe.Page.Locator("dialog[open]").CountAsync());
        Assert.Equal("Scale…", (await FocusedAsync(probe)).Name);
    }

    [ChromiumFact]
    public async Task SkipLink_Followed_GoesToTheContent()
    {
        await using var server = await AdminServer.StartAsync();
        await using var probe = await chromium.OpenAsync(server.Address, "events");
        await probe.Page.Keyboard.PressAsync("Tab");
        await probe.Page.Keyboard.PressAsync("Enter");

        await probe.Page.WaitForFunctionAsync("() => document.activeElement.id === 'main'");
        Assert.StartsWith("Events", await probe.Page.TitleAsync(), StringComparison.Ordinal);
    }

    [ChromiumFact]
    public async Task Chart_ValuesOpened_AreATableOfMinutes()
    {
        await using var server = await AdminServer.StartAsync();
        server.History.Kept = 900;
        await using var probe = await chromium.OpenAsync(server.Address);
        await probe.Page.WaitForFunctionAsync("() => document.querySelector('.plot path.one:not(.under)')?.getAttribute('d')?.length > 100");
        await probe.Page.Locator("figure[aria-label='Requests per second'] summary").ClickAsync();

        await probe.Page.WaitForFunctionAsync("() => document.querySelectorAll('figure[aria-label=\"Requests per second\"] tbody tr').length === 15");
        var rows = await probe.TableAsync("Requests per second by minute");
        Assert.All(rows, row => Assert.Matches(@"^\d\d:\d\d:\d\d$", row[0]));
        Assert.All(rows, row => Assert.InRange(int.Parse(row[1], System.Globalization.CultureInfo.InvariantCulture), 20, 26));
    }

    [ChromiumTheory]
    [InlineData(true, "0s")]
    [InlineData(false, "0.4s")]
    public async Task Motion_IsReducedWhereThatIsAsked(bool reduced, string expected)
    {
        await using var server = await AdminServer.StartAsync();
        await using var probe = await chromium.OpenAsync(server.Address, "machines", reducedMotion: reduced);
        await probe.Page.Locator(".bar > span").First.WaitForAsync(new() { State = Microsoft.Playwright.WaitForSelectorState.Attached });

        Assert.Equal(expected, await probe.Page.EvaluateAsync<string>("() => getComputedStyle(document.querySelector('.bar > span')).transitionDuration"));
    }

    private static async Task<(string Name, bool Visible)> FocusedAsync(PageProbe probe)
    {
        var found = await probe.Page.EvaluateAsync<string[]>(
            """
            () => {
              const one = document.activeElement;
              const style = getComputedStyle(one);
              const box = one.getBoundingClientRect();
              const visible = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2 && box.width > 0 && box.bottom > 0 && box.top < innerHeight;
              return [one === document.body ? 'BODY' : (one.getAttribute('aria-label') ?? one.textContent).trim(), String(visible)];
            }
            """);
        return (found[0], found[1] == "true");
    }
}
