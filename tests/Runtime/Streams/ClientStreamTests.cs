using System.Threading.Channels;
using Krewe.Runtime.Tests.Grains;
using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Orleans.Hosting;
using Orleans.Streams;
using Orleans.TestingHost;

namespace Krewe.Runtime.Tests.Streams;

/// <summary>Streams from outside of the silos: on the thread pool, nothing is waited for by time.</summary>
public sealed class ClientStreamTests
{
    private const string Provider = "memory";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task Items_BetweenClientsAndGrains_ComeInOrderToBoth()
    {
        await using var cluster = await DeployAsync();
        var heard = Channel.CreateUnbounded<string>();
        var stream = StreamOf(cluster.Client, "s");
        var handle = await SubscribeAsync(stream, heard);

        // From a client and from a grain to a client.
        await stream.OnNextAsync(new Word("1"));
        await stream.OnNextBatchAsync([new Word("2"), new Word("3")]);
        await cluster.Client.GetGrain<ISpeakerGrain>("a").Say("news", "s", "4");
        Assert.Equal(["1", "2", "3", "4"], await TakeAsync(heard, 4));

        // From a client to a grain that is subscribed by its class.
        var log = cluster.Silos[0].ServiceProvider.GetRequiredService<EventLog>();
        await UntilAsync(() => Task.FromResult(log.Events.Contains("s 4")));
        Assert.Equal(["s 1", "s 2", "s 3", "s 4"], log.Events.Where(one => one.StartsWith("s ", StringComparison.Ordinal) && !one.Contains("subscribed", StringComparison.Ordinal)));

        Assert.Equal(handle.HandleId, Assert.Single(await stream.GetAllSubscriptionHandles()).HandleId);
        await handle.UnsubscribeAsync();
        Assert.Empty(await stream.GetAllSubscriptionHandles());
        var second = Channel.CreateUnbounded<string>();
        await SubscribeAsync(stream, second);
        await stream.OnNextAsync(new Word("5"));
        Assert.Equal(["5"], await TakeAsync(second, 1));
        Assert.False(heard.Reader.TryRead(out _));
    }

    [Fact]
    public async Task Subscription_OfAClientThatLeft_EndsAndOthersGoOn()
    {
        await using var cluster = await DeployAsync();
        var (heard, heardThere) = (Channel.CreateUnbounded<string>(), Channel.CreateUnbounded<string>());
        var there = await cluster.StartClientAsync();
        var stream = StreamOf(cluster.Client, "s");
        await SubscribeAsync(StreamOf(there.Services.GetRequiredService<IClusterClient>(), "s"), heardThere);
        await SubscribeAsync(stream, heard);
        await stream.OnNextAsync(new Word("1"));
        Assert.Equal(["1"], await TakeAsync(heard, 1));
        Assert.Equal(["1"], await TakeAsync(heardThere, 1));

        await cluster.StopClientAsync(there);
        await stream.OnNextAsync(new Word("2"));
        await stream.OnNextAsync(new Word("3"));

        Assert.Equal(["2", "3"], await TakeAsync(heard, 2));
        var pubSub = cluster.Client.GetGrain<Krewe.Runtime.Streams.IStreamPubSub>($"{Provider}/{stream.StreamId}");
        await UntilAsync(async () => (await pubSub.Get()).All.Count == 1);
    }

    [Fact]
    public async Task Provider_NotAddedToTheClient_IsToldWithWhatToDo()
    {
        await using var cluster = await DeployAsync();
        Assert.Contains("AddMemoryStreams(\"other\")", Assert.ThrowsAny<Exception>(() => cluster.Client.GetStreamProvider("other")).Message, StringComparison.Ordinal);
    }

    private static IAsyncStream<Word> StreamOf(IClusterClient client, string key) => client.GetStreamProvider(Provider).GetStream<Word>("news", key);

    private static Task<StreamSubscriptionHandle<Word>> SubscribeAsync(IAsyncStream<Word> stream, Channel<string> heard) => stream.SubscribeAsync((item, _) =>
    {
        heard.Writer.TryWrite(item.Text);
        return Task.CompletedTask;
    });

    private static async Task<List<string>> TakeAsync(Channel<string> heard, int count)
    {
        using var limit = new CancellationTokenSource(Patience);
        List<string> taken = [];
        while (taken.Count < count)
        {
            taken.Add(await heard.Reader.ReadAsync(limit.Token));
        }

        return taken;
    }

    private static async Task UntilAsync(Func<Task<bool>> isSo)
    {
        using var limit = new CancellationTokenSource(Patience);
        while (!await isSo())
        {
            limit.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }

    private static async Task<InProcessTestCluster> DeployAsync()
    {
        var log = new EventLog();
        InProcessTestClusterBuilder builder = new(2);
        builder.ConfigureSilo((_, silo) =>
        {
            silo.AddMemoryGrainStorage("PubSubStore").AddMemoryStreams(Provider);
            silo.Services.AddSingleton(log);
        });
        builder.ConfigureClient(client => client.AddMemoryStreams(Provider));
        var cluster = builder.Build();
        await cluster.DeployAsync();
        return cluster;
    }
}
