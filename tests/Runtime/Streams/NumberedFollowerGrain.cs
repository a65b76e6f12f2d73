using Krewe.Runtime.Tests.Grains;
using Orleans;
using Orleans.Streams;
using Orleans.Streams.Core;

namespace Krewe.Runtime.Tests.Streams;

/// <summary>Subscribed by its class to the namespace <c>numbers</c>: to streams whose key is a number.</summary>
[GrainType("test.numbered-follower"), ImplicitStreamSubscription("numbers")]
public sealed class NumberedFollowerGrain(EventLog log) : Grain, INumberedFollowerGrain, IStreamSubscriptionObserver
{
    public Task OnSubscribed(IStreamSubscriptionHandleFactory handleFactory) => handleFactory.Create<Word>().ResumeAsync((item, _) =>
    {
        log.Add($"number {this.GetPrimaryKeyLong()} {item.Text}");
        return Task.CompletedTask;
    });
}
