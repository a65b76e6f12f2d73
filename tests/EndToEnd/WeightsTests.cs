using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Krewe.Admin;
using Krewe.Replicas;
using Krewe.Specs;
using Krewe.Testing.Processes;
using Krewe.Weights;

namespace Krewe.EndToEnd;

/// <summary>Files of models: a real silo, a real source, and a kill between.</summary>
public sealed class WeightsTests
{
    [LinuxFact]
    public async Task KillSilo_WhileWeightsAreFetched_GoesOnWhereItWasAndTheOldReplicaServesMeanwhile()
    {
        using var data = new TemporaryDirectory();
        await using var source = await WeightsServer.StartAsync();
        await using (var first = await RunningSilo.StartAsync(data.Path))
        {
            var spec = (await first.ReadyStatusAsync()).Model("digits").Spec;
            await ApplyAsync(first, data.Path, spec with { Backend = spec.Backend with { Weights = [WeightsOf(source)] } });
            await WaitForAsync(first, file => file.State == WeightsState.Fetching && file.HaveBytes == source.Content.Length / 2);
            await first.AssertServesAsync();
            first.Program.Signal("KILL");
            await first.Program.WaitForExitAsync(TimeSpan.FromSeconds(10));
        }

        source.Release();
        await using var second = await RunningSilo.StartAsync(data.Path);
        await second.WaitForAsync(status => status.Model("digits").Replicas is [{ Phase: ReplicaPhase.Ready, Generation: 2 }]);
        await second.AssertServesAsync();

        var held = await WaitForAsync(second, file => file is { State: WeightsState.Held, Users: 1 });
        Assert.Equal("default/digits@local", Assert.Single(held.Models).ToString());
        Assert.Equal([0L, source.Content.Length / 2], source.Asked);
        Assert.Equal(source.Content, await File.ReadAllBytesAsync(Path.Combine(data.Path, "weights", "files", WeightsRules.HexOf(held.Digest))));
    }

    private static WeightsSpec WeightsOf(WeightsServer source) => new()
    {
        Source = source.Address,
        Digest = "sha256:" + Convert.ToHexStringLower(SHA256.HashData(source.Content)),
        Name = "weights.bin",
        Bytes = source.Content.Length,
    };

    private static async Task ApplyAsync(RunningSilo silo, string data, ModelSpec spec)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, new Uri("/admin/v1/models", UriKind.Relative))
        {
            Content = new StringContent(JsonSerializer.Serialize(spec, KreweJson.Options), Encoding.UTF8, new MediaTypeHeaderValue("application/json")),
            Headers = { Authorization = new AuthenticationHeaderValue("Bearer", (await File.ReadAllTextAsync(Path.Combine(data, "admin.token"))).Trim()) },
        };
        using var response = await silo.Http.SendAsync(request);
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync());
    }

    private static async Task<WeightsView> WaitForAsync(RunningSilo silo, Func<WeightsView, bool> fits)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(120));
        while (true)
        {
            var bytes = await silo.Http.GetByteArrayAsync(new Uri("/admin/v1/weights", UriKind.Relative), patience.Token);
            if (JsonSerializer.Deserialize<WeightsView[]>(bytes, KreweJson.Options) is [var file] && fits(file))
            {
                return file;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, patience.Token);
        }
    }
}
