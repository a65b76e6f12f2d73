using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Krewe.Testing.Certificates;
using Krewe.Testing.Processes;

namespace Krewe.EndToEnd;

/// <summary>What a real silo logs when it logs everything.</summary>
public sealed class LogTests
{
    private const string Canary = "canary-4711";

    [Theory]
    [InlineData("text")]
    [InlineData("json")]
    public async Task Trace_EverythingThatIsSecret_IsInNoLine(string format)
    {
        await using var server = await EchoModelServer.StartAsync();
        using var data = new TemporaryDirectory();
        using var certificate = new TestCertificate("log");
        var password = $"{Canary}-password";
        File.WriteAllBytes(data.File("tls.pfx"), certificate.Pfx(password));
        File.WriteAllText(data.File("password"), password);
        await using var silo = await RunningSilo.StartAsync(
            data.File("data"),
            "--log", "trace", "--log-format", format, "--samples", "false",
            "--admin-urls", "https://localhost:0", "--certificate", data.File("tls.pfx"), "--certificate-password-file", data.File("password"));
        var token = File.ReadAllText(Path.Combine(data.File("data"), "admin.token")).Trim();
        var admin = new Uri(silo.Program.Output.Single(line => line.StartsWith("admin ", StringComparison.Ordinal))["admin ".Length..].Trim().Split(' ')[0]);
        using var http = new HttpClient(new SocketsHttpHandler { SslOptions = { RemoteCertificateValidationCallback = (_, shown, _, _) => shown?.GetCertHashString() == certificate.Certificate.GetCertHashString() } }) { BaseAddress = admin };

        // The environment of a model server often holds keys; this one cannot be started, and says so without it.
        var launched = $$$$"""{"name":"launched","backend":{"command":"{{{{data.File("none")}}}}","environment":{"API_KEY":"{{{{Canary}}}}"}}}""";
        foreach (var spec in (string[])[launched, $$$"""{"name":"echo","backend":{"url":"{{{server.Address}}}"}}"""])
        {
            using var apply = await SendAsync(http, HttpMethod.Put, "/admin/v1/models", spec, token);
            Assert.True(apply.IsSuccessStatusCode, await apply.Content.ReadAsStringAsync());
        }

        await WaitUntilReadyAsync(silo);
        var request = $$"""{"id":"{{Canary}}","inputs":[{"name":"x","datatype":"BYTES","shape":[1],"data":["{{Canary}}"]}]}""";
        using (var answer = await silo.PostAsync("/v2/models/echo/infer", request))
        {
            Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        }

        foreach (var bad in (string[])[request[..^2], request.Replace("BYTES", Canary, StringComparison.Ordinal), request.Replace("\"x\"", $"\"{Canary}\"", StringComparison.Ordinal)])
        {
            using var refused = await silo.PostAsync("/v2/models/echo/infer", bad);
            Assert.Equal(400, (int)refused.StatusCode);
        }

        using (var wrong = await SendAsync(http, HttpMethod.Delete, "/admin/v1/models/default/echo", null, $"{Canary}-token"))
        {
            Assert.Equal(401, (int)wrong.StatusCode);
        }

        silo.Program.Signal("TERM");
        await silo.Program.WaitForExitAsync(TimeSpan.FromSeconds(60));
        var lines = silo.Program.Errors;
        Assert.True(lines.Count > 20, silo.Program.Transcript());
        Assert.Contains(lines, line => line.Contains("2110", StringComparison.Ordinal) && line.Contains("model.applied", StringComparison.Ordinal));
        Assert.All(lines, line => Assert.DoesNotContain(Canary, line, StringComparison.Ordinal));
        Assert.All(lines, line => Assert.DoesNotContain(token, line, StringComparison.Ordinal));
        if (format == "json")
        {
            Assert.All(lines, line =>
            {
                using var document = JsonDocument.Parse(line);
                Assert.True(document.RootElement.TryGetProperty("EventId", out _) && document.RootElement.TryGetProperty("LogLevel", out _), line);
            });
        }
    }

    private static async Task WaitUntilReadyAsync(RunningSilo silo)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(120));
        while (true)
        {
            using var ready = await silo.Http.GetAsync(new Uri("/v2/models/echo/ready", UriKind.Relative), patience.Token);
            if (ready.IsSuccessStatusCode)
            {
                return;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, patience.Token);
        }
    }

    private static async Task<HttpResponseMessage> SendAsync(HttpClient http, HttpMethod method, string path, string? body, string token)
    {
        using var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative)) { Headers = { Authorization = new AuthenticationHeaderValue("Bearer", token) } };
        if (body is not null)
        {
            request.Content = new StringContent(body, Encoding.UTF8, new MediaTypeHeaderValue("application/json"));
        }

        return await http.SendAsync(request);
    }
}
