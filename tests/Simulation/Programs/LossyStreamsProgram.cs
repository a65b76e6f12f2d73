using Krewe.Simulation.Tests.Running;
using Orleans;
using Orleans.Streams;

namespace Krewe.Simulation.Tests.Programs;

/// <summary>The same under all troubles: items may be lost and come late, but never to a wrong consumer, and afterwards streams work again.</summary>
internal sealed class LossyStreamsProgram : StreamsProgram
{
    public override Troubles Troubles => Troubles.All;

    protected override bool LosesNothing => false;

    public override async Task VerifyAsync(Workplace place)
    {
        await base.VerifyAsync(place);
        await place.AskAsync("last item", async grains =>
        {
            await ((IClusterClient)grains).GetStreamProvider("memory").GetStream<string>("told", "0").OnNextAsync("told/0 9 0");
            await ((IClusterClient)grains).GetStreamProvider("memory").GetStream<string>("asked", "0").OnNextAsync("asked/0 9 0");
            return true;
        });
        await place.Delay(20);
        Workplace.Require(Ledger.Of("told/0").Contains("told/0 9 0"), "an item that was put in after the troubles did not come to the grain that its class subscribes");
        Workplace.Require(Ledger.Of("asked/0").Contains("asked/0 9 0"), "an item that was put in after the troubles did not come to the grain that subscribed");
    }
}
