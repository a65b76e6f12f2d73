using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Orleans.Runtime;
using Orleans.Streams;

namespace Krewe.Runtime.Streams;

/// <summary>Makes the provider when the silo starts, so that wrong options stop the start and not the first item.</summary>
internal sealed class StreamProviderStart(IServiceProvider services, string name) : ILifecycleParticipant<ISiloLifecycle>
{
    public void Participate(ISiloLifecycle lifecycle) => lifecycle.Subscribe(
        nameof(StreamProviderStart),
        ServiceLifecycleStage.RuntimeGrainServices,
        _ =>
        {
            services.GetRequiredKeyedService<IStreamProvider>(name);
            return Task.CompletedTask;
        });
}
