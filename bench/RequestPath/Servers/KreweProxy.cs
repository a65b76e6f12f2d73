using System.Net.Http.Json;
using Krewe.Testing.Processes;

namespace Krewe.Bench.RequestPath.Servers;

/// <summary>The silo as a program, with one model for each server.</summary>
internal sealed class KreweProxy : IAsyncDisposable
{
    private readonly TemporaryDirectory _directory;
    private readonly RunningSilo _silo;

    private KreweProxy(TemporaryDirectory directory, RunningSilo silo) => (_directory, _silo) = (directory, silo);

    public int Port => _silo.Address.Port;

    public int[] Processes => [_silo.Program.Id];

    public static string Path(int number) => FormattableString.Invariant($"/v2/models/sleep{number}/infer");

    public static async Task<KreweProxy> StartAsync(IReadOnlyList<Uri> servers, string body, int concurrency = 1024, object? queue = null)
    {
        var directory = new TemporaryDirectory();
        var proxy = new KreweProxy(directory, await RunningSilo.StartAsync(directory.Path, "--samples", "false"));
        var token = (await File.ReadAllTextAsync(directory.File("admin.token"))).Trim();
        proxy._silo.Http.DefaultRequestHeaders.Authorization = new("Bearer", token);
        for (var i = 0; i < servers.Count; i++)
        {
            using var applied = await proxy._silo.Http.PutAsJsonAsync(new Uri("/admin/v1/models", UriKind.Relative), new Dictionary<string, object>
            {
                ["name"] = FormattableString.Invariant($"sleep{i}"),
                ["concurrency"] = concurrency,
                ["queue"] = queue ?? new { max_requests = 10_000 },
                ["resources"] = new { cpu_millicores = 1, memory_bytes = 1 << 20 },
                ["backend"] = new { url = servers[i].GetLeftPart(UriPartial.Authority), model_name = "sleep" },
            });
            await ExpectAsync(applied);
            await proxy.WaitUntilItServesAsync(i, body);
        }

        return proxy;
    }

    public async ValueTask DisposeAsync()
    {
        await _silo.DisposeAsync();
        _directory.Dispose();
    }

    private async Task WaitUntilItServesAsync(int number, string body)
    {
        for (var left = 100; ; left--)
        {
            using var answer = await _silo.Http.PostAsync(
                new Uri(Path(number), UriKind.Relative), new StringContent(body, System.Text.Encoding.UTF8, new System.Net.Http.Headers.MediaTypeHeaderValue("application/json")));
            if (answer.IsSuccessStatusCode || left == 0)
            {
                await ExpectAsync(answer);
                return;
            }

            await Task.Delay(100);
        }
    }

    private static async Task ExpectAsync(HttpResponseMessage response)
    {
        if (!response.IsSuccessStatusCode)
        {
            throw new InvalidOperationException($"The silo answered {(int)response.StatusCode}: {await response.Content.ReadAsStringAsync()}");
        }
    }
}
