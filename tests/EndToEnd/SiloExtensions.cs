using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Krewe.Admin;
using Krewe.Admin.History;
using Krewe.Pools;
using Krewe.Replicas;
using Krewe.Testing.Processes;

namespace Krewe.EndToEnd;

internal static class SiloExtensions
{
    /// <summary>Generous: what is waited for takes seconds, and the machine may be busy.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    public static async Task<ClusterView> StatusAsync(this RunningSilo silo) =>
        JsonSerializer.Deserialize<ClusterView>(await silo.Http.GetByteArrayAsync(new Uri("/admin/v1/status", UriKind.Relative)), KreweJson.Options)!;

    /// <summary>Asks until the status is as wanted.</summary>
    public static async Task<ClusterView> WaitForAsync(this RunningSilo silo, Func<ClusterView, bool> fits)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (true)
        {
            var status = await silo.StatusAsync();
            if (fits(status))
            {
                return status;
            }

            if (patience.IsCancellationRequested)
            {
                throw new TimeoutException($"The status was not as wanted within {Patience}: {JsonSerializer.Serialize(status, KreweJson.Options)}");
            }

            await Task.Delay(Pause, TimeProvider.System);
        }
    }

    /// <summary>The status with the digits' replica ready. A pool looks at its replicas once a second: just after the start it has not yet.</summary>
    public static Task<ClusterView> ReadyStatusAsync(this RunningSilo silo) =>
        silo.WaitForAsync(status => status.Replica("digits") is { Phase: ReplicaPhase.Ready, Backend.ProcessId: not null });

    /// <summary>Asks until the history is as wanted.</summary>
    public static async Task<HistoryView> WaitForHistoryAsync(this RunningSilo silo, Func<HistoryView, bool> fits)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (true)
        {
            var bytes = await silo.Http.GetByteArrayAsync(new Uri("/admin/v1/history", UriKind.Relative), patience.Token);
            var view = JsonSerializer.Deserialize<HistoryView>(bytes, KreweJson.Options)!;
            if (fits(view))
            {
                return view;
            }

            await Task.Delay(Pause, TimeProvider.System, patience.Token);
        }
    }

    /// <summary>Asks until a gauge of a model has that sum over its other labels.</summary>
    public static async Task WaitForMetricAsync(this RunningSilo silo, string metric, string model, double value)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (true)
        {
            var text = await silo.Http.GetStringAsync(new Uri("/metrics", UriKind.Relative), patience.Token);
            var sum = text.Split('\n')
                .Where(line => line.StartsWith(metric + "{", StringComparison.Ordinal) && line.Contains($"model=\"{model}\"", StringComparison.Ordinal))
                .Sum(line => double.Parse(line[(line.LastIndexOf(' ') + 1)..], System.Globalization.CultureInfo.InvariantCulture));
            if (sum >= value)
            {
                return;
            }

            await Task.Delay(Pause, TimeProvider.System, patience.Token);
        }
    }

    /// <summary>Applies the model <c>echo</c>, which a server elsewhere serves, and waits until it is ready.</summary>
    public static async Task ApplyEchoAsync(this RunningSilo silo, string server, string token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, new Uri("/admin/v1/models", UriKind.Relative))
        {
            Content = new StringContent($$$"""{"name":"echo","backend":{"url":"{{{server}}}"}}""", Encoding.UTF8, new MediaTypeHeaderValue("application/json")),
            Headers = { Authorization = new AuthenticationHeaderValue("Bearer", token) },
        };
        using var response = await silo.Http.SendAsync(request);
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync());
        await silo.WaitForAsync(status => status.Replica("echo") is { Phase: ReplicaPhase.Ready });
    }

    public static PlacementView Model(this ClusterView status, string name) => status.Models.Single(model => model.Model.Model == name);

    public static ReplicaView Replica(this ClusterView status, string model) => status.Model(model).Replicas.Single();

    public static Task<HttpResponseMessage> PostAsync(this RunningSilo silo, string path, string body) =>
        silo.Http.PostAsync(new Uri(path, UriKind.Relative), new StringContent(body, Encoding.UTF8, new MediaTypeHeaderValue("application/json")));

    public static Task<HttpResponseMessage> InferAsync(this RunningSilo silo, string sample = "three.json", TimeSpan? deadline = null)
    {
        var request = JsonNode.Parse(File.ReadAllText(Path.Combine(Repository.Root, "samples", "digits", sample)))!.AsObject();
        if (deadline is { } time)
        {
            request["parameters"] = new JsonObject { ["timeout"] = (long)time.TotalMicroseconds };
        }

        return silo.PostAsync("/v2/models/digits/infer", request.ToJsonString());
    }

    public static async Task<int[]> LabelsAsync(this HttpResponseMessage response)
    {
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.IsSuccessStatusCode, text);
        using var answer = JsonDocument.Parse(text);
        var label = answer.RootElement.GetProperty("outputs").EnumerateArray().Single(output => output.GetProperty("name").GetString() == "label");
        return [.. label.GetProperty("data").EnumerateArray().Select(element => element.GetInt32())];
    }

    /// <summary>The handwritten three is told from the others.</summary>
    /// <param name="silo">The silo.</param>
    /// <param name="deadline">How long the request may take; the model's by default.</param>
    public static async Task AssertServesAsync(this RunningSilo silo, TimeSpan? deadline = null)
    {
        using var response = await silo.InferAsync(deadline: deadline);
        Assert.Equal(3, Assert.Single(await response.LabelsAsync()));
    }

    /// <summary>Whether a process of that id runs (a zombie does not).</summary>
    public static bool IsRunning(int processId)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{processId}/stat");
            return stat[(stat.LastIndexOf(')') + 2)..][0] is not ('Z' or 'X');
        }
        catch (IOException)
        {
            return false;
        }
    }

    /// <summary>Looks until the process has gone.</summary>
    public static async Task WaitForEndAsync(int processId, TimeSpan patience)
    {
        using var end = new CancellationTokenSource(patience);
        while (IsRunning(processId))
        {
            end.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }
}
