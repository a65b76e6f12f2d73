
namespace Krewe.Conformance.Tests.Streams;

[Collection(SharedCluster.Name)]
public sealed class StreamTests(ClusterFixture fixture)
{
    private readonly string _key = ClusterFixture.NewKey();

    private IConsumerGrain Consumer => fixture.Client.GetGrain<IConsumerGrain>(_key);

    [Fact]
    public async Task Items_OfAnImplicitSubscription_ActivateTheGrainOfTheKey()
    {
        await ProduceAsync("conf-implicit", 1, 2, 3);
        await Notes.Of(_key).Until("item 3");
        Assert.Equal([$"subscribed conf-implicit/{_key} of mem", "item 1", "item 2", "item 3"], Notes.Of(_key).All);
    }

    [Fact]
    public async Task Item_WhoseDeliveryFails_IsDeliveredAgain()
    {
        await ProduceAsync("conf-implicit", -1, 2);
        await Notes.Of(_key).Until("item -1", 2);
        await Notes.Of(_key).Until("item 2");
    }

    [Fact]
    public async Task Items_OfAnExplicitSubscription_ComeInOrder()
    {
        await Consumer.Subscribe("conf-explicit", _key).Soon();
        await ProduceAsync("conf-explicit", 1, 2, 3);
        await Notes.Of(_key).Until("item 3");
        Assert.Equal(["activated", "item 1", "item 2", "item 3"], Notes.Of(_key).All);
    }

    [Fact]
    public async Task Items_OfABatch_AllCome()
    {
        await Consumer.Subscribe("conf-explicit", _key).Soon();
        await fixture.New<IProducerGrain>().ProduceBatch("conf-explicit", _key, [1, 2, 3]).Soon();
        await Notes.Of(_key).Until("item 3");
        Assert.Equal(1, Notes.Of(_key).Count("item 1"));
    }

    [Fact]
    public async Task Subscribe_Twice_MakesTwo()
    {
        var first = await Consumer.Subscribe("conf-explicit", _key).Soon();
        Assert.NotEqual(first, await Consumer.Subscribe("conf-explicit", _key).Soon());
        Assert.Equal(2, await Consumer.Subscriptions("conf-explicit", _key).Soon());
        await ProduceAsync("conf-explicit", 1);
        await Notes.Of(_key).Until("item 1", 2);
    }

    [Fact]
    public async Task Unsubscribe_OfAll_NoItemsCome()
    {
        await Consumer.Subscribe("conf-explicit", _key).Soon();
        await ProduceAsync("conf-explicit", 1);
        await Notes.Of(_key).Until("item 1");
        await Consumer.Unsubscribe("conf-explicit", _key).Soon();
        Assert.Equal(0, await Consumer.Subscriptions("conf-explicit", _key).Soon());
        await ProduceAsync("conf-explicit", 2);
        // Another one's subscription to the same stream shows that the item has been delivered.
        var other = fixture.New<IConsumerGrain>();
        await other.Subscribe("conf-explicit", _key).Soon();
        await ProduceAsync("conf-explicit", 3);
        await Notes.Of(other).Until("item 3");
        Assert.DoesNotContain("item 3", Notes.Of(_key).All);
    }

    [Fact]
    public async Task Subscription_OfAnActivationThatEnded_IsResumed()
    {
        await Consumer.Subscribe("conf-explicit", _key).Soon();
        await ProduceAsync("conf-explicit", 1);
        await Notes.Of(_key).Until("item 1");
        await fixture.DeactivateAsync(Consumer);
        await ProduceAsync("conf-explicit", 2);
        await Notes.Of(_key).Until("item 2");
        Assert.Equal(2, Notes.Of(_key).Count("activated"));
    }

    [Fact]
    public async Task Streams_OfTwoKeys_AreApart()
    {
        var other = ClusterFixture.NewKey();
        await Consumer.Subscribe("conf-explicit", _key).Soon();
        await fixture.New<IProducerGrain>().Produce("conf-explicit", other, [9]).Soon();
        await ProduceAsync("conf-explicit", 1);
        await Notes.Of(_key).Until("item 1");
        Assert.DoesNotContain("item 9", Notes.Of(_key).All);
    }

    [Fact]
    public void StreamId_OfNamespaceAndKey_HasBoth()
    {
        var id = StreamId.Create("space", "key");
        Assert.Equal("space", id.GetNamespace());
        Assert.Equal("key", id.GetKeyAsString());
        Assert.Equal(id, StreamId.Create("space", "key"));
        Assert.NotEqual(id, StreamId.Create("other", "key"));
    }

    private Task ProduceAsync(string space, params int[] items) => fixture.New<IProducerGrain>().Produce(space, _key, items).Soon();
}
