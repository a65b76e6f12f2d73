using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Krewe.Replicas;

namespace Krewe.EndToEnd.Queueing;

/// <summary>A real silo and a model server of the test: batches, second executions, and requests that end servers.</summary>
public sealed class QueueingTests(SiloFixture fixture) : IClassFixture<SiloFixture>
{
    [LinuxFact]
    public async Task Infer_SeveralWaitForOneSlot_ExecutedTogether_EachGetsItsOwn()
    {
        await using var server = await ScriptedModelServer.StartAsync();
        await ApplyAsync(server, "batched", """ "concurrency":1,"batching":{"max_size":8} """, replicas: 1);
        var first = InferAsync("batched", ScriptedModelServer.Gate);
        await server.AtGate;
        var waiting = Enumerable.Range(1, 5).Select(length => InferAsync("batched", new string('a', length))).ToList();
        await fixture.Silo.WaitForMetricAsync("krewe_queue_requests", "batched", 5);
        server.Open();

        Assert.Equal((200, ScriptedModelServer.Gate.Length), await first);
        Assert.Equal(Enumerable.Range(1, 5).Select(length => (200, length)), await Task.WhenAll(waiting));
        Assert.Equal([1, 5], server.Rows);
        await fixture.Silo.WaitForMetricAsync("krewe_batch_requests_sum", "batched", 6);
    }

    [LinuxFact]
    public async Task Infer_OneExecutionHangs_TheSecondAnswers_AndTheFirstIsCancelled()
    {
        await using var server = await ScriptedModelServer.StartAsync();
        await ApplyAsync(server, "hedged", """ "hedge_thousandths":500 """, replicas: 2);
        for (var at = 0; at < 20; at++)
        {
            Assert.Equal((200, 1), await InferAsync("hedged", "a"));
        }

        Assert.Equal((200, ScriptedModelServer.SlowOnce.Length), await InferAsync("hedged", ScriptedModelServer.SlowOnce));
        await server.Left;
        await fixture.Silo.WaitForMetricAsync("krewe_hedges_won_total", "hedged", 1);
    }

    [LinuxFact]
    public async Task Infer_AContentEndsTwoReplicas_InQuarantine_OthersAreServed()
    {
        await using var server = await ScriptedModelServer.StartAsync();
        await ApplyAsync(server, "poisoned", """ "concurrency":4 """, replicas: 2);
        Assert.Equal(503, (await InferAsync("poisoned", ScriptedModelServer.Poison)).Status);
        var executions = server.Rows.Count;
        Assert.Equal(2, executions);

        Assert.Equal(422, (await InferAsync("poisoned", ScriptedModelServer.Poison)).Status);
        Assert.Equal(executions, server.Rows.Count);
        Assert.Equal((200, 4), await InferAsync("poisoned", "well"));
        await fixture.Silo.WaitForMetricAsync("krewe_quarantine_contents", "poisoned", 1);
    }

    private async Task ApplyAsync(ScriptedModelServer server, string model, string more, int replicas)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, new Uri("/admin/v1/models", UriKind.Relative))
        {
            Content = new StringContent(
                $$"""{"name":"{{model}}","replicas":{{replicas}},"backend":{"url":"{{server.Address}}","model_name":"texts"},{{more}}}""", Encoding.UTF8, new MediaTypeHeaderValue("application/json")),
            Headers = { Authorization = new AuthenticationHeaderValue("Bearer", fixture.Token) },
        };
        using var response = await fixture.Silo.Http.SendAsync(request);
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync());
        await fixture.Silo.WaitForAsync(status => status.Models.FirstOrDefault(one => one.Model.Model == model) is { } placement
            && placement.Replicas.Length == replicas && placement.Replicas.All(replica => replica.Phase == ReplicaPhase.Ready));
    }

    private async Task<(int Status, int Length)> InferAsync(string model, string text)
    {
        using var response = await fixture.Silo.PostAsync($"/v2/models/{model}/infer", $$"""{"inputs":[{"name":"x","datatype":"BYTES","shape":[1],"data":["{{text}}"]}]}""");
        using var answer = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        return ((int)response.StatusCode, response.IsSuccessStatusCode ? answer.RootElement.GetProperty("outputs")[0].GetProperty("data")[0].GetInt32() : 0);
    }
}
