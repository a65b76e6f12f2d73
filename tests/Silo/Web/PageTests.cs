using System.Text.RegularExpressions;
using Krewe.Silo.Admin;
using Krewe.Silo.Metrics;
using Krewe.Silo.Tests.Admin;
using Krewe.Silo.Web;

namespace Krewe.Silo.Tests.Web;

public sealed partial class PageTests
{
    [Theory]
    [InlineData("/", "text/html; charset=utf-8")]
    [InlineData("/page.css", "text/css; charset=utf-8")]
    [InlineData("/page.js", "text/javascript; charset=utf-8")]
    [InlineData("/icon.svg", "image/svg+xml")]
    public async Task Page_EachFile_HasTheHeadersThatKeepItToItself(string path, string type)
    {
        await using var server = await AdminServer.StartAsync();
        using var response = await server.Client.GetAsync(path);
        response.EnsureSuccessStatusCode();
        string Header(string name) => string.Join(",", response.Headers.TryGetValues(name, out var values) ? values : []);

        Assert.Equal(type, response.Content.Headers.ContentType?.ToString());
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
    }

    [Fact]
    public async Task Page_References_OnlyWhatThisSiloServes()
    {
        var served = AdminEndpoints.Routes.Concat(MetricsEndpoints.Routes).Concat(PageEndpoints.Routes).Select(route => route.Pattern).ToHashSet();
        var html = await FileAsync("/");
        var script = await FileAsync("/page.js");
        var style = await FileAsync("/page.css");
        var references = Attribute().Matches(html).Select(match => match.Groups[1].Value)
            .Concat(Fetch().Matches(script).Select(match => match.Groups[1].Value))
            .ToList();

        Assert.Equal(4, references.Count);
        Assert.All(references, reference => Assert.Contains(reference, served));
        Assert.DoesNotContain("://", html + script, StringComparison.Ordinal);
        Assert.DoesNotMatch("url\\(|@import", style);
    }

    [Fact]
    public async Task Page_Script_MakesNoMarkupOfData() =>
        Assert.DoesNotMatch("innerHTML|outerHTML|insertAdjacentHTML|document\\.write|eval\\(|new Function|DOMParser|setHTML", await FileAsync("/page.js"));

    [Fact]
    public async Task Page_Script_FindsEveryElementThatItNames()
    {
        var html = await FileAsync("/");
        var ids = Id().Matches(await FileAsync("/page.js")).Select(match => match.Groups[1].Value).Distinct().ToList();

        Assert.True(ids.Count >= 10, string.Join(", ", ids));
        Assert.All(ids, id => Assert.Contains($"id=\"{id}\"", html, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Page_Tables_HaveCaptionsAndScopes()
    {
        var html = await FileAsync("/");

        Assert.Equal(Regex.Count(html, "<table "), Regex.Count(html, "<caption>[^<]+</caption>"));
        Assert.Equal(Regex.Count(html, "<th "), Regex.Count(html, "<th scope=\"col\""));
        Assert.Contains("aria-live", html, StringComparison.Ordinal);
        Assert.Contains("<html lang=\"en\">", html, StringComparison.Ordinal);
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

    [GeneratedRegex("fetch\\('([^']+)'")]
    private static partial Regex Fetch();

    [GeneratedRegex("(?:byId|setText|fill)\\('([a-z-]+)'")]
    private static partial Regex Id();
}
