using System.Collections.Concurrent;
using Microsoft.Playwright;

namespace Krewe.Silo.Tests.Web.Browser;

/// <summary>The page in one window, and everything that its console said.</summary>
internal sealed class PageProbe : IAsyncDisposable
{
    private readonly IBrowserContext _context;
    private readonly ConcurrentQueue<string> _errors = new();

    public PageProbe(IBrowserContext context, IPage page)
    {
        _context = context;
        Page = page;
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning")
            {
                _errors.Enqueue($"{message.Type}: {message.Text} {message.Location}");
            }
        };
        page.PageError += (_, error) => _errors.Enqueue(error);
        page.Request += (_, request) => Requests.Enqueue(request.Url);
    }

    public IPage Page { get; }

    /// <summary>Every address that was asked for.</summary>
    public ConcurrentQueue<string> Requests { get; } = new();

    public IReadOnlyCollection<string> ConsoleErrors => _errors;

    /// <summary>Goes to a view and waits for the first second of the silo.</summary>
    public async Task GoAsync(Uri address, string view)
    {
        await Page.GotoAsync(new Uri(address, view.Length == 0 ? "/" : "/#" + view).ToString(), new PageGotoOptions { WaitUntil = WaitUntilState.DOMContentLoaded });
        await Page.GetByText("live", new PageGetByTextOptions { Exact = true }).WaitForAsync();
        await Page.WaitForFunctionAsync("() => document.getElementById('health').textContent !== 'no state yet'");
    }

    /// <summary>Waits for a text anywhere on the page.</summary>
    public Task SeeAsync(string text) => Page.WaitForFunctionAsync("text => document.body.innerText.includes(text)", text);

    public Task ClickAsync(string role, string name) =>
        Page.GetByRole(Enum.Parse<AriaRole>(role, ignoreCase: true), new PageGetByRoleOptions { Name = name, Exact = true }).ClickAsync();

    /// <summary>A table as texts, by its caption.</summary>
    public async Task<string[][]> TableAsync(string caption) => await Page.EvaluateAsync<string[][]>(
        """
        caption => {
          const table = [...document.querySelectorAll('table')].find(one => one.caption?.textContent === caption);
          return [...table.tBodies[0].rows].map(row => [...row.cells].map(cell => cell.textContent));
        }
        """,
        caption);

    /// <summary>Runs a check written in the browser's own language, which gives what is wrong; none is well.</summary>
    public async Task AssertNoneAsync(string script)
    {
        var wrong = await Page.EvaluateAsync<string[]>(script);
        Assert.True(wrong.Length == 0, string.Join("\n", wrong));
    }

    public void AssertQuietConsole() => Assert.True(_errors.IsEmpty, string.Join("\n", _errors));

    public async ValueTask DisposeAsync() => await _context.DisposeAsync();
}
