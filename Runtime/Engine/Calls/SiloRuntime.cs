using Krewe.Runtime.Activations;
using Krewe.Runtime.Hosting;
using Orleans;
using Orleans.Core;
using Orleans.Runtime;
using Orleans.Timers;

namespace Krewe.Runtime.Calls;

/// <summary>What the engine does for grain objects.</summary>
internal sealed class SiloRuntime(
    IServiceProvider services, IGrainFactory factory, ITimerRegistry timers, ILocalSiloDetails silo, EngineClock clock) : IGrainRuntime, IGrainContextAccessor
{
    public IGrainFactory GrainFactory => factory;

    public IServiceProvider ServiceProvider => services;

    public SiloAddress SiloAddress => silo.SiloAddress;

    public string SiloIdentity => silo.SiloAddress.ToString();

    public TimeProvider TimeProvider => clock.Grains;

    public ITimerRegistry TimerRegistry => timers;

    public IGrainContext GrainContext => RuntimeContext.Current!;

    public void DeactivateOnIdle(IGrainContext grainContext) => grainContext.Deactivate(
        new DeactivationReason(DeactivationReasonCode.ApplicationRequested, "DeactivateOnIdle was called."));

    public void DelayDeactivation(IGrainContext grainContext, TimeSpan timeSpan) => ((Activation)grainContext).DelayDeactivation(timeSpan);

    public IStorage<TGrainState> GetStorage<TGrainState>(IGrainContext grainContext) => throw new NotSupportedException(
        "KRW7041: Grains that derive from Grain<T> are not part of the API subset: take IPersistentState<T> with [PersistentState] in the constructor.");
}
