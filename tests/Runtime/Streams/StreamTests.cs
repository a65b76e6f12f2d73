using Krewe.Runtime.Tests.Grains;
using Krewe.Testing.Silos;
using Krewe.Testing.Simulation;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Orleans;
using Orleans.Hosting;
using Orleans.Runtime;
using Orleans.Streams;
using static Krewe.Runtime.Tests.Simulated;

namespace Krewe.Runtime.Tests.Streams;

public sealed class StreamTests
{
    [Fact]
    public void Items_ComeToAllSubscribers_InOrder() => Run(async silo =>
    {
        await silo.Grains.GetGrain<IListenerGrain>("a").Subscribe("s");
        await silo.Grains.GetGrain<IListenerGrain>("b").Subscribe("s");
        await silo.Grains.GetGrain<IListenerGrain>("c").Subscribe("other");
        await silo.Grains.GetGrain<ISpeakerGrain>("x").Say("test", "s", "1", "2", "3");
        await silo.Delay(S(1));
        Assert.Equal(["a 1", "a 2", "a 3"], silo.Events().Where(one => one[0] == 'a'));
        Assert.Equal(["b 1", "b 2", "b 3"], silo.Events().Where(one => one[0] == 'b'));
        Assert.Equal(6, silo.Events().Count);
    });

    [Fact]
    public void Batch_ComesTogetherToBatchObservers_OneByOneToOthers() => Run(async silo =>
    {
        await silo.Grains.GetGrain<IListenerGrain>("a").SubscribeToBatches("s");
        await silo.Grains.GetGrain<IListenerGrain>("b").Subscribe("s");
        await silo.Grains.GetGrain<ISpeakerGrain>("x").SayTogether("test", "s", "1", "2");
        await silo.Grains.GetGrain<ISpeakerGrain>("x").SayTogether("test", "s");
        await silo.Delay(S(1));
        Assert.Equal(["a [1 2]", "b 1", "b 2"], silo.Events().Order(StringComparer.Ordinal));
    });

    [Fact]
    public void End_IsToldAfterTheItems() => Run(async silo =>
    {
        await silo.Grains.GetGrain<IListenerGrain>("a").Subscribe("s");
        var speaker = silo.Grains.GetGrain<ISpeakerGrain>("x");
        await speaker.Say("test", "s", "1");
        await speaker.End("s", "broken");
        await speaker.End("s", null);
        await silo.Delay(S(1));
        Assert.Equal(["a 1", "a error InvalidOperationException broken", "a completed"], silo.Events());
    });

    [Fact]
    public void Subscription_OutlivesTheActivation_AndEndsWhenTakenBack() => Run(async silo =>
    {
        var listener = silo.Grains.GetGrain<IListenerGrain>("a");
        var speaker = silo.Grains.GetGrain<ISpeakerGrain>("x");
        await listener.Subscribe("s");
        await listener.Leave();
        await silo.Delay(S(1));
        await speaker.Say("test", "s", "1");
        await silo.Delay(S(1));
        Assert.Equal(1, await listener.Handles("s"));
        await listener.UnsubscribeAll("s");
        await speaker.Say("test", "s", "2");
        await silo.Delay(S(1));
        Assert.Equal(0, await listener.Handles("s"));
        Assert.Equal(["a 1"], silo.Events());
    });

    [Fact]
    public void Subscribe_Twice_MakesTwoSubscriptions() => Run(async silo =>
    {
        var listener = silo.Grains.GetGrain<IListenerGrain>("a");
        Assert.NotEqual(await listener.Subscribe("s"), await listener.Subscribe("s"));
        await silo.Grains.GetGrain<ISpeakerGrain>("x").Say("test", "s", "1");
        await silo.Delay(S(1));
        Assert.Equal(2, await listener.Handles("s"));
        Assert.Equal(["a 1", "a 1"], silo.Events());
    });

    [Fact]
    public void Item_ConsumerFails_ComesAgain_OthersAreNotHeldUp() => Run(async silo =>
    {
        await silo.Grains.GetGrain<IListenerGrain>("a").Subscribe("s");
        await silo.Grains.GetGrain<IListenerGrain>("b").Subscribe("s");
        await silo.Grains.GetGrain<IListenerGrain>("a").FailNext(2);
        var speaker = silo.Grains.GetGrain<ISpeakerGrain>("x");
        await speaker.Say("test", "s", "1", "2");
        await silo.Delay(S(0.05));
        Assert.Equal(["a failed 1", "b 1", "b 2"], silo.Events().Order(StringComparer.Ordinal));
        await silo.Delay(S(1));
        Assert.Equal(["a failed 1", "a failed 1", "a 1", "a 2"], silo.Events().Where(one => one[0] == 'a'));
    });

    [Fact]
    public void Item_ConsumerFailsForTooLong_IsDropped() => Run(async silo =>
    {
        var listener = silo.Grains.GetGrain<IListenerGrain>("a");
        await listener.Subscribe("s");
        await listener.FailNext(int.MaxValue);
        var speaker = silo.Grains.GetGrain<ISpeakerGrain>("x");
        await speaker.Say("test", "s", "1");
        await silo.Delay(S(80));
        await listener.FailNext(0);
        await speaker.Say("test", "s", "2");
        await silo.Delay(S(1));
        Assert.Equal("a 2", silo.Events()[^1]);
        Assert.InRange(silo.Events().Count(one => one == "a failed 1"), 8, 16);
        Assert.DoesNotContain("a 1", silo.Events());
    });

    [Fact]
    public void Delivery_WaitsForTheConsumersRequest() => Run(async silo =>
    {
        var listener = silo.Grains.GetGrain<IListenerGrain>("a");
        await listener.Subscribe("s");
        var work = listener.Work(S(5));
        await silo.Grains.GetGrain<ISpeakerGrain>("x").Say("test", "s", "1");
        await silo.Delay(S(4));
        Assert.Empty(silo.Events());
        await work;
        await silo.Delay(S(1));
        Assert.Equal(["a 1"], silo.Events());
    });

    [Fact]
    public void Implicit_SubscribesByNamespaceAndKey() => Run(async silo =>
    {
        var speaker = silo.Grains.GetGrain<ISpeakerGrain>("x");
        await speaker.Say("news", "k", "1", "2");
        await speaker.Say("gossip-a", "k", "3");
        await speaker.Say("numbers", "17", "4");
        await speaker.Say("numbers", "none", "5");
        await speaker.Say("weather", "k", "6");
        await silo.Delay(S(1));
        Assert.Equal(
            ["k 1", "k 2", "k 3", "k subscribed memory:gossip-a/k", "k subscribed memory:news/k", "number 17 4"],
            silo.Events().Order(StringComparer.Ordinal));
        Assert.Equal(1, await silo.Grains.GetGrain<IFollowerGrain>("k").Handles("k"));
        Assert.Equal(0, await silo.Grains.GetGrain<IFollowerGrain>("k").Handles("other"));
    });

    [Fact]
    public void Implicit_NeedsNoStore_ExplicitDoes() => Simulated.Run(
        async silo =>
        {
            await silo.Grains.GetGrain<ISpeakerGrain>("x").Say("news", "k", "1");
            await silo.Delay(S(1));
            Assert.Equal(["k subscribed memory:news/k", "k 1"], silo.Events());
            var refused = await Assert.ThrowsAsync<OrleansConfigurationException>(() => silo.Grains.GetGrain<IListenerGrain>("a").Subscribe("s"));
            Assert.StartsWith("KRW7505: ", refused.Message, StringComparison.Ordinal);
            Assert.Contains("PubSubStore", refused.Message, StringComparison.Ordinal);
        },
        builder => builder.AddMemoryStreams("memory"));

    [Fact]
    public void Host_SubscribesAndPutsIn() => Run(async silo =>
    {
        var stream = ((IClusterClient)silo.Grains).GetStreamProvider("memory").GetStream<Word>("test", "s");
        List<string> seen = [];
        var handle = await stream.SubscribeAsync((item, _) =>
        {
            seen.Add(item.Text);
            return Task.CompletedTask;
        });
        await stream.OnNextAsync(new Word("1"));
        await silo.Delay(S(1));
        Assert.Single(await stream.GetAllSubscriptionHandles());
        await handle.UnsubscribeAsync();
        await stream.OnNextAsync(new Word("2"));
        await silo.Delay(S(1));
        Assert.Equal(["1"], seen);
    });

    [Fact]
    public void Queue_IsBounded() => Run(async silo =>
    {
        var listener = silo.Grains.GetGrain<IListenerGrain>("a");
        await listener.Subscribe("s");
        var work = listener.Work(S(5));
        var stream = ((IClusterClient)silo.Grains).GetStreamProvider("memory").GetStream<Word>("test", "s");
        Word[] half = [.. Enumerable.Range(0, 8192).Select(number => new Word($"{number}"))];
        await stream.OnNextBatchAsync(half);
        await stream.OnNextBatchAsync(half);
        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => stream.OnNextAsync(new Word("more")));
        Assert.StartsWith("KRW7501: ", refused.Message, StringComparison.Ordinal);
        await work;
        await silo.Delay(S(1));
        await stream.OnNextAsync(new Word("more"));
        await silo.Delay(S(1));
        Assert.Equal(16_385, silo.Events().Count);
    });

    [Fact]
    public void Filters_SeeDeliveries() => Run(
        async silo =>
        {
            await silo.Grains.GetGrain<IListenerGrain>("a").Subscribe("s");
            await silo.Grains.GetGrain<ISpeakerGrain>("x").Say("test", "s", "1");
            await silo.Delay(S(1));
            Assert.Equal(["Deliver test.listener", "a 1"], silo.Events());
        },
        builder => builder.AddIncomingGrainCallFilter(context =>
        {
            if (context.InterfaceName == "krewe.stream-consumer")
            {
                context.TargetContext.ActivationServices.GetRequiredService<EventLog>().Add($"{context.MethodName} {context.TargetId.Type}");
            }

            return context.Invoke();
        }));

    [Fact]
    public void Tokens_Grow_AndBeginASubscription() => Run(async silo =>
    {
        var stream = ((IClusterClient)silo.Grains).GetStreamProvider("memory").GetStream<Word>("test", "s");
        List<(string Text, StreamSequenceToken Token)> seen = [];
        await stream.SubscribeAsync((item, token) =>
        {
            seen.Add((item.Text, token!));
            return Task.CompletedTask;
        });
        await stream.OnNextBatchAsync([new Word("1"), new Word("2")]);
        await stream.OnNextAsync(new Word("3"));
        await silo.Delay(S(1));
        Assert.Equal(["1", "2", "3"], seen.Select(one => one.Text));
        Assert.True(seen[1].Token.Newer(seen[0].Token) && seen[2].Token.Newer(seen[1].Token) && seen[0].Token.Older(seen[2].Token));
        Assert.Equal((0, 1), (seen[0].Token.EventIndex, seen[1].Token.EventIndex));
        List<string> late = [];
        await stream.SubscribeAsync((item, _) =>
        {
            late.Add(item.Text);
            return Task.CompletedTask;
        }, seen[2].Token);
        await stream.OnNextAsync(new Word("4"));
        await silo.Delay(S(1));
        Assert.Equal(["4"], late);
        await Assert.ThrowsAsync<ArgumentException>(() => stream.OnNextAsync(new Word("5"), seen[2].Token));
    });

    [Fact]
    public void Consumer_OfAnotherType_GetsNothing() => Run(async silo =>
    {
        await silo.Grains.GetGrain<IListenerGrain>("a").SubscribeAsNumber("s");
        await silo.Grains.GetGrain<IListenerGrain>("b").Subscribe("s");
        await silo.Grains.GetGrain<ISpeakerGrain>("x").Say("test", "s", "1");
        await silo.Delay(S(100));
        Assert.Equal(["b 1"], silo.Events());
    });

    [Fact]
    public void Provider_NotAdded_IsNamed() => Simulated.Run(silo =>
    {
        var refused = Assert.Throws<OrleansConfigurationException>(() => ((IClusterClient)silo.Grains).GetStreamProvider("memory"));
        Assert.StartsWith("KRW7504: ", refused.Message, StringComparison.Ordinal);
        return Task.CompletedTask;
    });

    [Fact]
    public async Task Start_BadOptions_AreNamed()
    {
        var refused = await Assert.ThrowsAsync<OptionsValidationException>(() => TestSilo.StartAsync(builder => builder.AddMemoryStreams(
            "memory", streams => streams.ConfigurePullingAgent(options => options.Configure(one => (one.BatchContainerBatchSize, one.InitQueueTimeout) = (0, TimeSpan.Zero))))));
        Assert.Equal(2, refused.Failures.Count(failure => failure.StartsWith("KRW7514: ", StringComparison.Ordinal)));
    }

    [Fact]
    public void StreamId_AsText_IsReadAgain()
    {
        var id = StreamId.Create("ns", "a/b");
        Assert.Equal("ns/a/b", id.ToString());
        Assert.Equal(id, StreamId.Parse("ns/a/b"u8));
        Assert.Equal(("ns", "a/b"), (id.GetNamespace(), id.GetKeyAsString()));
        Assert.Equal(StreamId.Create(null, "k"), StreamId.Parse("/k"u8));
        Assert.Null(StreamId.Create("", 17).GetNamespace());
        Assert.NotEqual(StreamId.Create("a", "bc"), StreamId.Create("ab", "c"));
        Assert.Throws<FormatException>(() => StreamId.Parse("none"u8));
        Assert.Throws<ArgumentException>(() => StreamId.Create("ns", ""));
    }

    private static void Run(Func<SimulatedSilo, Task> program, Action<ISiloBuilder>? configure = null) => Simulated.Run(program, builder =>
    {
        builder.AddMemoryGrainStorage("PubSubStore").AddMemoryStreams("memory");
        configure?.Invoke(builder);
    });
}
