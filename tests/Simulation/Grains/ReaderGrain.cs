using Orleans;
using Orleans.Streams;
using Orleans.Streams.Core;

namespace Krewe.Simulation.Tests.Grains;

[GrainType("simulation.reader"), ImplicitStreamSubscription("told")]
public sealed class ReaderGrain(StreamLedger ledger, TimeProvider time) : Grain, IReaderGrain, IStreamSubscriptionObserver
{
    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        foreach (StreamSubscriptionHandle<string> handle in await Asked().GetAllSubscriptionHandles())
        {
            await handle.ResumeAsync((item, _) => TakeAsync("asked", item));
        }
    }

    public Task OnSubscribed(IStreamSubscriptionHandleFactory handleFactory) =>
        handleFactory.Create<string>().ResumeAsync((item, _) => TakeAsync(handleFactory.StreamId.GetNamespace()!, item));

    public async Task Subscribe()
    {
        if ((await Asked().GetAllSubscriptionHandles()).Count == 0)
        {
            await Asked().SubscribeAsync((item, _) => TakeAsync("asked", item));
        }
    }

    private IAsyncStream<string> Asked() => this.GetStreamProvider("memory").GetStream<string>("asked", this.GetPrimaryKeyString());

    private async Task TakeAsync(string ns, string item)
    {
        await Task.Delay(TimeSpan.FromMilliseconds(item.Length % 7), time);
        ledger.Took($"{ns}/{this.GetPrimaryKeyString()}", item);
    }
}
