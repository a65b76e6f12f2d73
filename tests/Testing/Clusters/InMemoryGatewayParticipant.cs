using Orleans;
using Orleans.Runtime;

namespace Krewe.Testing.Clusters;

/// <summary>Lets clients connect from when the silo serves.</summary>
internal sealed class InMemoryGatewayParticipant(InMemoryNetwork network, SiloAddress silo, InMemoryGateway gateway) : ILifecycleParticipant<ISiloLifecycle>
{
    public void Participate(ISiloLifecycle lifecycle) => lifecycle.Subscribe(nameof(InMemoryGateway), ServiceLifecycleStage.BecomeActive - 1, _ =>
    {
        network.Open(silo, gateway);
        return Task.CompletedTask;
    });
}
