using Krewe.Runtime.Hosting;
using Microsoft.Extensions.Options;
using Orleans;
using Orleans.Configuration;
using Orleans.Runtime;

namespace Krewe.Runtime.Activations;

/// <summary>Ends activations that nothing used for their collection age. Looks once in a quantum.</summary>
internal sealed class ActivationCollector(Catalog catalog, EngineClock clock, IOptions<GrainCollectionOptions> options)
    : ILifecycleParticipant<ISiloLifecycle>, IDisposable
{
    private ITimer? _timer;

    public void Participate(ISiloLifecycle lifecycle) => lifecycle.Subscribe(
        nameof(ActivationCollector),
        ServiceLifecycleStage.RuntimeGrainServices,
        _ =>
        {
            var quantum = options.Value.CollectionQuantum;
            _timer = clock.Grains.CreateTimer(static state => ((ActivationCollector)state!).Collect(null), this, quantum, quantum);
            return Task.CompletedTask;
        },
        _ =>
        {
            Dispose();
            return Task.CompletedTask;
        });

    /// <summary>Looks now.</summary>
    /// <param name="ageLimit">In place of the ages of the classes.</param>
    /// <returns>The activations that are being ended.</returns>
    public IReadOnlyList<Activation> Collect(TimeSpan? ageLimit)
    {
        var reason = new DeactivationReason(DeactivationReasonCode.ActivationIdle, "Nothing used it for its collection age.");
        return [.. catalog.Find(activation => Age(activation, ageLimit) is { } age && activation.IsIdleFor(age))
            .Where(activation => Age(activation, ageLimit) is { } age && activation.TryCollect(age, reason))];
    }

    public void Dispose() => _timer?.Dispose();

    private TimeSpan? Age(Activation activation, TimeSpan? ageLimit)
    {
        var info = activation.Class;
        var age = info.CollectionAge
            ?? (options.Value.ClassSpecificCollectionAge.TryGetValue(info.Class.FullName!, out var specific) ? specific : options.Value.CollectionAge);
        return age == Timeout.InfiniteTimeSpan ? null : ageLimit ?? age;
    }
}
