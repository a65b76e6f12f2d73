using Krewe.Runtime.Hosting;
using Microsoft.Extensions.Options;
using Orleans;
using Orleans.Configuration;
using Orleans.Runtime;

namespace Krewe.Runtime.Activations;

/// <summary>Looks through the activations every few seconds for requests that take long or hang.</summary>
internal sealed class WorkloadWatch(Catalog catalog, EngineClock clock, IOptions<SiloMessagingOptions> options) : ILifecycleParticipant<ISiloLifecycle>, IDisposable
{
    private ITimer? _timer;

    public void Participate(ISiloLifecycle lifecycle) => lifecycle.Subscribe(
        nameof(WorkloadWatch),
        ServiceLifecycleStage.RuntimeGrainServices,
        _ =>
        {
            var period = options.Value.GrainWorkloadAnalysisPeriod;
            _timer = clock.Grains.CreateTimer(static state => ((Catalog)state!).Inspect(), catalog, period, period);
            return Task.CompletedTask;
        },
        _ =>
        {
            Dispose();
            return Task.CompletedTask;
        });

    public void Dispose() => _timer?.Dispose();
}
