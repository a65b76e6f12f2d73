using System.Net;
using System.Net.ServerSentEvents;
using System.Text.Json;
using Krewe.Admin;
using Krewe.Admin.History;
using Krewe.Errors;
using Krewe.Silo.History.Live;
using Krewe.Silo.Tests.Admin;

namespace Krewe.Silo.Tests.History;

public sealed class HistoryEndpointTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task History_Everything_HasColumnsOfOneLength()
    {
        await using var server = await AdminServer.StartAsync();

        var view = JsonSerializer.Deserialize<HistoryView>(await server.Client.GetStringAsync("/admin/v1/history"), KreweJson.Options)!;

        var length = (int)(view.Last - view.First + 1);
        Assert.Equal(server.History.Kept, length);
        var model = Assert.Single(view.Models);
        Assert.Equal(SampleCluster.Digits, model.Model);
        Assert.Equal(length, model.Completed.Length);
        Assert.Equal(length, model.P99.Length);
        Assert.Equal(length, Assert.Single(view.Devices).Utilization.Length);
        Assert.Equal(length, Assert.Single(view.Silos).CpuCores.Length);
        Assert.Equal(length, Assert.Single(view.Hosts).Leases.Length);
    }

    [Theory]
    [InlineData("since=-1")]
    [InlineData("since=x")]
    [InlineData("model=nothing")]
    [InlineData("device=nothing")]
    [InlineData("since=1&since=2")]
    public async Task History_InvalidQuery_IsRefusedWithACode(string query)
    {
        await using var server = await AdminServer.StartAsync();
        using var response = await server.Client.GetAsync("/admin/v1/history?" + query);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains(ErrorCodes.AdminQueryInvalid, await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Live_Connected_PushesClusterAndSeconds()
    {
        await using var server = await AdminServer.StartAsync();
        await using var stream = await OpenAsync(server, "/admin/v1/live");

        var cluster = JsonSerializer.Deserialize<ClusterView>((await stream.NextAsync("cluster")).Data, KreweJson.Options)!;
        var first = await stream.NextAsync("live");
        var second = JsonSerializer.Deserialize<LiveView>((await stream.NextAsync("live")).Data, KreweJson.Options)!;

        Assert.Equal("alpha", cluster.Silo);
        Assert.Equal(second.Second - 1, long.Parse(first.EventId!, System.Globalization.CultureInfo.InvariantCulture));
        var digits = Assert.Single(second.Models, model => model.Model == SampleCluster.Digits);
        Assert.Equal((1, 1), (digits.Ready, digits.Wanted));
        Assert.Equal(3, digits.Waiting.Length);
        Assert.NotNull(digits.P99);
        Assert.Single(second.Models, model => model.Model == SampleCluster.Huge);
        Assert.Equal("cpu", Assert.Single(second.Devices).Device);
    }

    [Fact]
    public async Task Live_WithTheIdOfTheLastEvent_BeginsWithWhatWasMissed()
    {
        await using var server = await AdminServer.StartAsync();
        var seen = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() - 30;
        await using var stream = await OpenAsync(server, "/admin/v1/live?since=0", seen);

        var history = JsonSerializer.Deserialize<HistoryView>((await stream.NextAsync("history")).Data, KreweJson.Options)!;

        Assert.Equal(seen + 1, history.First);
        Assert.InRange(history.Last - history.First, 20, 60);
    }

    [Fact]
    public async Task Live_NobodyLooks_NothingIsAsked()
    {
        await using var server = await AdminServer.StartAsync();
        var hub = server.Get<LiveHub>();
        await using (var stream = await OpenAsync(server, "/admin/v1/live"))
        {
            await stream.NextAsync("live");
            Assert.Equal(1, hub.Readers);
        }

        await hub.Running.WaitAsync(Patience);
        Assert.Equal(0, hub.Readers);
    }

    [Fact]
    public async Task Live_ClusterDoesNotAnswer_SaysSoAndStaysOpen()
    {
        await using var server = await AdminServer.StartAsync();
        server.Cluster.Failure = new TimeoutException();
        await using var stream = await OpenAsync(server, "/admin/v1/live");

        Assert.Contains(ErrorCodes.OutcomeUnknown, (await stream.NextAsync("problem")).Data, StringComparison.Ordinal);
        await stream.NextAsync("live");
        server.Cluster.Failure = null;
        await stream.NextAsync("cluster");
    }

    [Fact]
    public async Task Live_TooManyReaders_IsRefusedWithACode()
    {
        await using var server = await AdminServer.StartAsync();
        var hub = server.Get<LiveHub>();
        var readers = Enumerable.Range(0, LiveHub.MaxReaders).Select(_ => hub.Join()!).ToList();
        using var response = await server.Client.GetAsync("/admin/v1/live");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.Contains(ErrorCodes.TooManyStreams, await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        readers.ForEach(hub.Leave);
    }

    [Fact]
    public async Task Live_Head_EndsAtOnce()
    {
        await using var server = await AdminServer.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Head, "/admin/v1/live");
        using var response = await server.Client.SendAsync(request);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("text/event-stream", response.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task Live_SiloStops_EndsTheStream()
    {
        var server = await AdminServer.StartAsync();
        await using var stream = await OpenAsync(server, "/admin/v1/live");
        await stream.NextAsync("live");
        await server.DisposeAsync().AsTask().WaitAsync(Patience);
    }

    private static async Task<EventReader> OpenAsync(AdminServer server, string path, long? lastId = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (lastId is { } id)
        {
            request.Headers.Add("Last-Event-ID", id.ToString(System.Globalization.CultureInfo.InvariantCulture));
        }

        var response = await server.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        response.EnsureSuccessStatusCode();
        return new EventReader(response, await response.Content.ReadAsStreamAsync());
    }

    private sealed class EventReader(HttpResponseMessage response, Stream stream) : IAsyncDisposable
    {
        private readonly IAsyncEnumerator<SseItem<string>> _events = SseParser.Create(stream).EnumerateAsync().GetAsyncEnumerator();

        public async Task<SseItem<string>> NextAsync(string name)
        {
            while (await _events.MoveNextAsync().AsTask().WaitAsync(Patience))
            {
                if (_events.Current.EventType == name)
                {
                    return _events.Current;
                }
            }

            throw new InvalidOperationException($"The stream ended without an event {name}.");
        }

        public async ValueTask DisposeAsync()
        {
            response.Dispose();
            await stream.DisposeAsync();
        }
    }
}
