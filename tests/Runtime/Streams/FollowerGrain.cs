using Krewe.Runtime.Tests.Grains;
using Orleans;
using Orleans.Streams;
using Orleans.Streams.Core;

namespace Krewe.Runtime.Tests.Streams;

/// <summary>Subscribed by its class to the namespaces <c>news</c> and <c>gossip-…</c>.</summary>
[GrainType("test.follower"), ImplicitStreamSubscription("news"), RegexImplicitStreamSubscription("^gossip-")]
public sealed class FollowerGrain(EventLog log) : Grain, IFollowerGrain, IStreamSubscriptionObserver
{
    public Task OnSubscribed(IStreamSubscriptionHandleFactory handleFactory)
    {
        log.Add($"{this.GetPrimaryKeyString()} subscribed {handleFactory.ProviderName}:{handleFactory.StreamId}");
        return handleFactory.Create<Word>().ResumeAsync((item, _) =>
        {
            log.Add($"{this.GetPrimaryKeyString()} {item.Text}");
            return Task.CompletedTask;
        });
    }

    public async Task<int> Handles(string stream) => (await this.GetStreamProvider("memory").GetStream<Word>("news", stream).GetAllSubscriptionHandles()).Count;
}
