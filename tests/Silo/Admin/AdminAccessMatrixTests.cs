using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Krewe.Silo.Admin;
using Krewe.Silo.Admin.Access;
using Krewe.Silo.Admin.Routes;
using Krewe.Silo.History;
using Krewe.Silo.Metrics;
using Krewe.Silo.Web;

namespace Krewe.Silo.Tests.Admin;

/// <summary>Every route of the admin side, with every combination of what may and may not come with it.</summary>
public sealed class AdminAccessMatrixTests
{
    private const string Spec = """{"name":"digits","backend":{"command":"server"}}""";
    private static readonly string[] Tokens = ["none", "wrong", "right"];
    private static readonly string[] Hosts = ["own", "foreign"];
    private static readonly string[] Origins = ["none", "own", "other port", "null", "foreign"];
    private static readonly string?[] ContentTypes =
        [null, "application/json", "application/json; charset=utf-8", "text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"];
    private static readonly string?[] FetchSites = [null, "same-origin", "none", "same-site", "cross-site"];

    [Fact]
    public async Task EveryEndpoint_IsARouteOfTheTables_SoThatItIsGuardedAndCovered()
    {
        await using var server = await AdminServer.StartAsync();
        var known = Routes().ToHashSet();

        Assert.All(server.Endpoints, endpoint => Assert.Contains(endpoint.Metadata.GetMetadata<AdminRoute>(), known!));
        Assert.Equal(known.Count, server.Endpoints.Count);
    }

    [Fact]
    public void EveryRoute_ThatIsNoRead_IsAWrite() =>
        Assert.All(Routes().Where(route => route.Method is not ("GET" or null)), route => Assert.Equal(AdminAccess.Write, route.Access));

    [Fact]
    public async Task EveryRoute_EveryCombination_IsServedOrRefusedAsItShould()
    {
        await using var server = await AdminServer.StartAsync();
        var wrong = new List<string>();
        var cells = 0;
        foreach (var route in Routes())
        {
            foreach (var cell in Cells(route))
            {
                cells++;
                var (status, code) = await SendAsync(server, route, cell);
                var expected = Expected(route, cell);
                if ((status, code) != expected)
                {
                    wrong.Add($"{route.Method} {route.Pattern} {cell}: {status} {code}, expected {expected}");
                }
            }
        }

        Assert.True(wrong.Count == 0, string.Join("\n", wrong.Take(20)));
        Assert.True(cells > 1_000, $"{cells} cells");
    }

    private static IEnumerable<AdminRoute> Routes() => [.. AdminEndpoints.Routes, .. MetricsEndpoints.Routes, .. HistoryEndpoints.Routes, .. PageEndpoints.Routes];

    /// <summary>Reads do not look at content types and Sec-Fetch-Site: one of each, and the worst.</summary>
    private static IEnumerable<Cell> Cells(AdminRoute route)
    {
        var writes = route.Access == AdminAccess.Write;
        return from token in Tokens
               from host in Hosts
               from origin in Origins
               from type in writes ? ContentTypes : [null, "text/plain"]
               from site in writes ? FetchSites : [null, "cross-site"]
               select new Cell(token, host, origin, type, site);
    }

    /// <summary>The rules of docs/admin-api.md, written once more and apart from the guard.</summary>
    private static (int Status, string? Code) Expected(AdminRoute route, Cell cell)
    {
        if (cell.Host == "foreign")
        {
            return (403, "KRW5003");
        }

        if (cell.Origin is not ("none" or "own"))
        {
            return (403, "KRW5002");
        }

        if (route.Access == AdminAccess.Write)
        {
            if (cell.FetchSite is not (null or "same-origin" or "none"))
            {
                return (403, "KRW5002");
            }

            if (cell.Token != "right")
            {
                return (401, "KRW5001");
            }

            var json = cell.ContentType is { } type && type.StartsWith("application/json", StringComparison.Ordinal);
            if (!json && !(route.Method == "DELETE" && cell.ContentType is null))
            {
                return (415, "KRW1114");
            }
        }

        return route.Method switch
        {
            null => (404, "KRW1112"),
            "DELETE" when !route.Pattern.EndsWith("/replicas", StringComparison.Ordinal) => (204, null),
            _ => (200, null),
        };
    }

    private static string BodyOf(AdminRoute route) => route.Pattern.Split('/')[^1] switch
    {
        "migrate" when route.Pattern.Contains("/replicas/", StringComparison.Ordinal) => """{"host":"alpha"}""",
        "drain" or "undrain" or "region" when route.Pattern.Contains("region", StringComparison.Ordinal) => "{}",
        "notice" => """{"seconds":60}""",
        "drain" or "undrain" or "cordon" or "uncordon" => """{"force":true}""",
        "replicas" => """{"replicas":2}""",
        "migrate" => """{"silo":"alpha"}""",
        "deactivate" or "take-back" => "{}",
        "plan" => $"[{Spec}]",
        _ => Spec,
    };

    private static async Task<(int Status, string? Code)> SendAsync(AdminServer server, AdminRoute route, Cell cell)
    {
        var path = route.Pattern
            .Replace("{tenant}", "default", StringComparison.Ordinal)
            .Replace("{model}", "digits", StringComparison.Ordinal)
            .Replace("{host}", "alpha", StringComparison.Ordinal)
            .Replace("{type}", "model", StringComparison.Ordinal)
            .Replace("{key}", "default%2Fdigits%40local", StringComparison.Ordinal)
            .Replace("{device}", "gpu-0", StringComparison.Ordinal)
            .Replace("{number}", "0", StringComparison.Ordinal)
            .Replace("{region}", "local", StringComparison.Ordinal)
            .Replace("{pool}", "default", StringComparison.Ordinal)
            .Replace("{id}", "m1", StringComparison.Ordinal)
            .Replace("{**path}", "v1/nothing", StringComparison.Ordinal);
        using var request = new HttpRequestMessage(new HttpMethod(route.Method ?? "GET"), path);
        if (cell.Token != "none")
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", cell.Token == "right" ? server.Token : new string('A', 43));
        }

        request.Headers.Host = cell.Host == "own" ? server.Address.Authority : $"rebound.example:{server.Address.Port}";
        var origin = cell.Origin switch
        {
            "own" => $"http://{request.Headers.Host}",
            "other port" => "http://127.0.0.1:1",
            "null" => "null",
            "foreign" => "http://evil.example",
            _ => null,
        };
        if (origin is not null)
        {
            request.Headers.Add("Origin", origin);
        }

        if (cell.FetchSite is { } site)
        {
            request.Headers.Add("Sec-Fetch-Site", site);
        }

        if (cell.ContentType is { } type || route.Method is "PUT" or "POST")
        {
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(BodyOf(route)));
            request.Content.Headers.ContentType = cell.ContentType is null ? null : MediaTypeHeaderValue.Parse(cell.ContentType);
        }

        using var response = await server.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead); // streams do not end
        Assert.DoesNotContain(response.Headers, header => header.Key.StartsWith("Access-Control-", StringComparison.OrdinalIgnoreCase));
        if (response.StatusCode == HttpStatusCode.Unauthorized)
        {
            Assert.Equal("Bearer", response.Headers.WwwAuthenticate.ToString());
        }

        if (response.IsSuccessStatusCode)
        {
            return ((int)response.StatusCode, null);
        }

        using var body = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        return ((int)response.StatusCode, body.RootElement.GetProperty("error").GetProperty("code").GetString());
    }

    private sealed record Cell(string Token, string Host, string Origin, string? ContentType, string? FetchSite);
}
