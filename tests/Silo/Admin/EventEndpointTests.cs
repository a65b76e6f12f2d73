using System.Net;
using System.Net.ServerSentEvents;
using System.Text.Json;
using Krewe.Admin;
using Krewe.Events;
using Krewe.Silo.Admin.Events;

namespace Krewe.Silo.Tests.Admin;

public sealed class EventEndpointTests
{
    [Fact]
    public async Task Events_OfTwoSilos_AreMergedByTimeAndPagedWithoutLoss()
    {
        await using var server = await AdminServer.StartAsync();
        for (var second = 0; second < 10; second++)
        {
            (second % 3 == 0 ? server.Events.Beta : server.Events.Alpha).Record(FakeEvents.Event(second));
        }

        await AssertAsync(server, "?limit=4", [6, 7, 8, 9]);

        var read = new List<double>();
        var cursor = "0";
        while (await PageAsync(server, $"?limit=3&after={Uri.EscapeDataString(cursor)}") is { Events.IsEmpty: false } page)
        {
            Assert.Equal(0, page.Missed);
            read.AddRange(Seconds(page));
            cursor = page.Last;
        }

        Assert.Equal(Enumerable.Range(0, 10).Select(second => (double)second), read);

        server.Events.Alpha.Record(FakeEvents.Event(20));
        await AssertAsync(server, $"?after={Uri.EscapeDataString(cursor)}", [20]);
    }

    [Fact]
    public async Task Events_OfASiloThatIsSilent_AreNamedAndComeLater()
    {
        await using var server = await AdminServer.StartAsync();
        server.Events.Alpha.Record(FakeEvents.Event(1));
        var first = await PageAsync(server, "");
        server.Events.Silent = "beta";
        server.Events.Beta.Record(FakeEvents.Event(2));
        server.Events.Alpha.Record(FakeEvents.Event(3));

        using var response = await server.Client.GetAsync($"/admin/v1/events?after={Uri.EscapeDataString(first.Last)}");
        Assert.Equal("silo beta", Assert.Single(response.Headers.GetValues("Krewe-Incomplete")));
        var without = JsonSerializer.Deserialize<EventPage>(await response.Content.ReadAsStringAsync(), KreweJson.Options)!;
        Assert.Equal(3, Assert.Single(Seconds(without)));
        Assert.Equal("silo beta", Assert.Single(without.Problems).Where);

        server.Events.Silent = null;
        await AssertAsync(server, $"?after={Uri.EscapeDataString(without.Last)}", [2]);
    }

    [Fact]
    public async Task Events_Filtered_OnlyThoseAndTheCursorPassesTheOthers()
    {
        await using var server = await AdminServer.StartAsync();
        server.Events.Alpha.Record(FakeEvents.Event(1, EventKinds.ReplicaPlaced, host: "h1"));
        server.Events.Alpha.Record(FakeEvents.Event(2, EventKinds.HostJoined, host: "h2"));
        server.Events.Alpha.Record(FakeEvents.Event(3, EventKinds.ReplicaReady, host: "h2"));

        await AssertAsync(server, "?kind=replica", [1, 3]);
        await AssertAsync(server, "?kind=replica.ready", [3]);
        await AssertAsync(server, "?host=h2", [2, 3]);
        var none = await PageAsync(server, "?kind=silo&after=0");
        Assert.Empty(none.Events);
        Assert.Empty((await PageAsync(server, $"?after={Uri.EscapeDataString(none.Last)}")).Events);
    }

    [Theory]
    [InlineData("?after=nonsense")]
    [InlineData("?after=alpha:x")]
    [InlineData("?after=-1")]
    [InlineData("?limit=0")]
    [InlineData("?limit=1001")]
    [InlineData("?model=a/b/c@d")]
    public async Task Events_InvalidQuery_IsRefused(string query)
    {
        await using var server = await AdminServer.StartAsync();
        using var response = await server.Client.GetAsync("/admin/v1/events" + query);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains("KRW5005", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stream_BrokenOff_GoesOnAfterTheLastId()
    {
        await using var server = await AdminServer.StartAsync();
        server.Events.Alpha.Record(FakeEvents.Event(1)); // before anybody listens
        string id;
        using (var response = await OpenAsync(server, lastId: null))
        await using (var events = Read(response).GetAsyncEnumerator())
        {
            server.Events.Alpha.Record(FakeEvents.Event(2));
            server.Events.Beta.Record(FakeEvents.Event(3));
            Assert.True(await events.MoveNextAsync());
            Assert.Equal(2, Second(JsonSerializer.Deserialize<ClusterEvent>(events.Current.Data, KreweJson.Options)!));
            Assert.Equal("event", events.Current.EventType);
            id = events.Current.EventId!;
        }

        server.Events.Beta.Record(FakeEvents.Event(4));
        using var again = await OpenAsync(server, id);
        await using var rest = Read(again).GetAsyncEnumerator();
        foreach (var second in (double[])[3, 4])
        {
            Assert.True(await rest.MoveNextAsync());
            Assert.Equal(second, Second(JsonSerializer.Deserialize<ClusterEvent>(rest.Current.Data, KreweJson.Options)!));
        }
    }

    [Fact]
    public async Task Stream_OneTooMany_IsRefusedAndRoomComesBack()
    {
        await using var server = await AdminServer.StartAsync();
        var open = new List<HttpResponseMessage>();
        for (var i = 0; i < EventHandlers.MaxStreams; i++)
        {
            open.Add(await OpenAsync(server, lastId: null));
        }

        using (var refused = await OpenAsync(server, lastId: null))
        {
            Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
            Assert.Contains("KRW5007", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }

        open.ForEach(response => response.Dispose());
        HttpStatusCode status;
        do
        {
            using var next = await OpenAsync(server, lastId: null);
            status = next.StatusCode;
        }
        while (status != HttpStatusCode.OK);
    }

    private static async Task AssertAsync(AdminServer server, string query, double[] seconds) =>
        Assert.Equal(seconds, Seconds(await PageAsync(server, query)));

    private static async Task<EventPage> PageAsync(AdminServer server, string query) =>
        JsonSerializer.Deserialize<EventPage>(await server.Client.GetStringAsync("/admin/v1/events" + query), KreweJson.Options)!;

    private static async Task<HttpResponseMessage> OpenAsync(AdminServer server, string? lastId)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/admin/v1/events/stream");
        if (lastId is not null)
        {
            request.Headers.Add("Last-Event-ID", lastId);
        }

        return await server.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
    }

    private static IAsyncEnumerable<SseItem<string>> Read(HttpResponseMessage response) =>
        SseParser.Create(response.Content.ReadAsStream()).EnumerateAsync();

    private static double[] Seconds(EventPage page) => [.. page.Events.Select(Second)];

    private static double Second(ClusterEvent occurred) => (occurred.At - SampleCluster.Start).TotalSeconds;
}
