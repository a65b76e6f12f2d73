using Krewe.Runtime.Tests.Clusters;
using Krewe.Runtime.Tests.Grains;
using Krewe.Testing.Simulation;
using Orleans;
using Orleans.Hosting;
using Orleans.Streams;
using static Krewe.Runtime.Tests.Simulated;

namespace Krewe.Runtime.Tests.Streams;

public sealed class StreamClusterTests
{
    private const int Streams = 10;

    [Fact]
    public void Items_CrossSilos_InOrderOfTheirProducer() => Run(async (cluster, log) =>
    {
        await SubscribeAsync(cluster);
        for (var number = 0; number < 5; number++)
        {
            await SayAsync(cluster, $"{number}");
        }

        await cluster.Delay(S(2));
        for (var key = 0; key < Streams; key++)
        {
            Assert.Equal(["0", "1", "2", "3", "4"], Of(log, key));
        }
    });

    /// <summary>What the dead silo held is lost; what is put in later is not, once callers know of its death.</summary>
    [Fact]
    public void Items_AfterTheDeathOfASilo_ComeAgain() => Run(async (cluster, log) =>
    {
        await SubscribeAsync(cluster);
        await SayAsync(cluster, "before");
        await cluster.Delay(S(1));
        cluster.Silos[2].Crash();
        await cluster.Delay(S(10));
        await SayAsync(cluster, "after");
        await cluster.Delay(S(30));
        for (var key = 0; key < Streams; key++)
        {
            Assert.Equal(["before", "after"], Of(log, key).Distinct());
        }
    });

    [Fact]
    public void Items_WhenASiloStops_AreDeliveredBefore() => Run(async (cluster, log) =>
    {
        await SubscribeAsync(cluster);
        var saying = SayAsync(cluster, "before");
        await saying;
        await cluster.Silos[2].StopAsync();
        await SayAsync(cluster, "after");
        await cluster.Delay(S(5));
        for (var key = 0; key < Streams; key++)
        {
            Assert.Equal(["before", "after"], Of(log, key).Distinct());
        }
    });

    [Fact]
    public void Subscription_OfADeadHost_Ends() => Run(async (cluster, log) =>
    {
        List<string> seen = [];
        var there = ((IClusterClient)cluster.Silos[2].Grains).GetStreamProvider("memory").GetStream<Word>("test", "s");
        await there.SubscribeAsync((item, _) =>
        {
            seen.Add(item.Text);
            return Task.CompletedTask;
        });
        var here = ((IClusterClient)cluster.Silos[0].Grains).GetStreamProvider("memory").GetStream<Word>("test", "s");
        await here.OnNextAsync(new Word("1"));
        await cluster.Delay(S(1));
        Assert.Equal(["1"], seen);
        cluster.Silos[2].Crash();
        await cluster.Delay(S(10));
        await here.OnNextAsync(new Word("2"));
        await cluster.Delay(S(5));
        Assert.Equal(["1"], seen);
        Assert.Empty(log.Events);
    });

    private static IEnumerable<string> Of(EventLog log, int key) =>
        log.Events.Where(one => one.StartsWith($"{key} ", StringComparison.Ordinal)).Select(one => one.Split(' ')[1]).Where(one => one != "subscribed");

    /// <summary>Grains that are subscribed by their class: nothing that a silo holds in memory is needed to find them.</summary>
    private static Task SubscribeAsync(SimulatedCluster cluster) => cluster.Delay(S(1));

    private static async Task SayAsync(SimulatedCluster cluster, string word)
    {
        for (var key = 0; key < Streams; key++)
        {
            await cluster.Silos[key % 2].Grains.GetGrain<ISpeakerGrain>($"{key}").Say("news", $"{key}", word);
        }
    }

    private static void Run(Func<SimulatedCluster, EventLog, Task> program) => SimulatedClusters.Run(
        program,
        options => options with
        {
            Configure = (number, builder) =>
            {
                options.Configure(number, builder);
                builder.AddMemoryGrainStorage("PubSubStore").AddMemoryStreams("memory");
            },
        });
}
