using System.Text.RegularExpressions;
using Krewe.Silo.Admin;
using Krewe.Silo.History;
using Krewe.Silo.Metrics;
using Krewe.Silo.Tests.Admin;
using Krewe.Silo.Web;

namespace Krewe.Silo.Tests.Web;

/// <summary>The page's files: what they are allowed to be, without a browser.</summary>
public sealed partial class PageTests
{
    public static TheoryData<string> Paths => [.. PageEndpoints.Routes.Select(route => route.Pattern)];

    [Theory]
    [MemberData(nameof(Paths))]
    public async Task Page_EachFile_HasTheHeadersThatKeepItToItself(string path)
    {
        await using var server = await AdminServer.StartAsync();
        using var response = await server.Client.GetAsync(path);
        response.EnsureSuccessStatusCode();
        string Header(string name) => string.Join(",", response.Headers.TryGetValues(name, out var values) ? values : []);

        var expected = Path.GetExtension(path) switch
        {
            ".js" => "text/javascript; charset=utf-8",
            ".css" => "text/css; charset=utf-8",
            ".svg" => "image/svg+xml",
            _ => "text/html; charset=utf-8",
        };
        Assert.Equal(expected, response.Content.Headers.ContentType?.ToString());
        Assert.Equal("nosniff", Header("X-Content-Type-Options"));
        Assert.Equal("no-referrer", Header("Referrer-Policy"));
        Assert.Equal("DENY", Header("X-Frame-Options"));
        var policy = Header("Content-Security-Policy").Split("; ");
        Assert.Contains("default-src 'none'", policy);
        Assert.Contains("script-src 'self'", policy);
        Assert.Contains("style-src 'self'", policy);
        Assert.Contains("frame-ancestors 'none'", policy);
        Assert.DoesNotContain(policy, directive => directive.Contains("unsafe", StringComparison.Ordinal) || directive.Contains('*', StringComparison.Ordinal));
    }

    [Fact]
    public async Task Page_Html_HasNoInlineScriptOrStyle_WhichThePolicyWouldRefuse()
    {
        var html = await FileAsync("/");

        Assert.DoesNotMatch(InlineCode(), html);
        Assert.Single(ScriptTag().Matches(html));
        Assert.Contains("<html lang=\"en\">", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Page_References_OnlyWhatThisSiloServes()
    {
        var served = PageEndpoints.Routes.Select(route => route.Pattern).ToHashSet();
        var html = await FileAsync("/");
        var references = Attribute().Matches(html).Select(match => match.Groups[1].Value).Where(reference => !reference.StartsWith('#')).ToList();

        Assert.Equal(5, references.Count);
        Assert.All(references, reference => Assert.Contains(reference, served));
        Assert.DoesNotContain("://", html, StringComparison.Ordinal);
        foreach (var style in served.Where(path => path.EndsWith(".css", StringComparison.Ordinal)))
        {
            Assert.DoesNotMatch("url\\(|@import", await FileAsync(style));
        }
    }

    [Fact]
    public async Task Page_Modules_ImportEachOtherAndAskForTheAdminApiOnly()
    {
        var known = AdminEndpoints.Routes.Concat(HistoryEndpoints.Routes).Concat(MetricsEndpoints.Routes).Select(route => route.Pattern).ToHashSet();
        var imported = new HashSet<string> { "/page/page.js" };
        foreach (var (path, script) in await ModulesAsync())
        {
            imported.UnionWith(Import().Matches(script).Select(match => "/page/" + match.Groups[1].Value));
            Assert.DoesNotContain("://", script, StringComparison.Ordinal);
            Assert.All(Api().Matches(script), match => Assert.Contains(known, pattern => pattern.StartsWith(match.Groups[1].Value, StringComparison.Ordinal)));
            Assert.True(script.Split('\n').Length < 400, $"{path} is too long");
        }

        Assert.Equal(PageEndpoints.Routes.Select(route => route.Pattern).Where(path => path.EndsWith(".js", StringComparison.Ordinal)).Order(), imported.Order());
    }

    [Fact]
    public async Task Page_Modules_MakeNoMarkupOfData()
    {
        foreach (var (_, script) in await ModulesAsync())
        {
            Assert.DoesNotMatch("innerHTML|outerHTML|insertAdjacentHTML|document\\.write|eval\\(|new Function|DOMParser|setHTML|localStorage", script);
        }
    }

    [Fact]
    public async Task Page_Modules_FindEveryElementThatTheyName()
    {
        var html = await FileAsync("/");
        var all = string.Concat((await ModulesAsync()).Select(module => module.Script));
        var ids = Id().Matches(all).Select(match => match.Groups[1].Value).Distinct().ToList();

        Assert.True(ids.Count >= 15, string.Join(", ", ids));
        Assert.All(ids, id => Assert.True(
            html.Contains($"id=\"{id}\"", StringComparison.Ordinal) || id == "model-detail-title" && all.Contains("card('model-detail'", StringComparison.Ordinal), id));
    }

    private static async Task<List<(string Path, string Script)>> ModulesAsync()
    {
        await using var server = await AdminServer.StartAsync();
        var modules = new List<(string, string)>();
        foreach (var path in PageEndpoints.Routes.Select(route => route.Pattern).Where(path => path.EndsWith(".js", StringComparison.Ordinal)))
        {
            modules.Add((path, await server.Client.GetStringAsync(path)));
        }

        return modules;
    }

    private static async Task<string> FileAsync(string path)
    {
        await using var server = await AdminServer.StartAsync();
        return await server.Client.GetStringAsync(path);
    }

    [GeneratedRegex("<script(?![^>]*\\ssrc=)|<style|\\sstyle=|\\son[a-z]+=|javascript:", RegexOptions.IgnoreCase)]
    private static partial Regex InlineCode();

    [GeneratedRegex("<script ")]
    private static partial Regex ScriptTag();

    [GeneratedRegex("\\s(?:href|src|action)=\"([^\"]+)\"")]
    private static partial Regex Attribute();

    [GeneratedRegex("from '\\./([a-z]+\\.js)'")]
    private static partial Regex Import();

    [GeneratedRegex("'(/admin/v1/[a-z/]*)")]
    private static partial Regex Api();

    [GeneratedRegex("byId\\('([a-z-]+)'\\)")]
    private static partial Regex Id();
}
