using Orleans.Core;
using Orleans.Timers;

namespace Orleans.Runtime;

/// <summary>What the engine does for grain objects.</summary>
public interface IGrainRuntime
{
    /// <summary>Makes references.</summary>
    IGrainFactory GrainFactory { get; }

    /// <summary>The silo's services.</summary>
    IServiceProvider ServiceProvider { get; }

    /// <summary>The silo.</summary>
    SiloAddress SiloAddress { get; }

    /// <summary>The silo as text.</summary>
    string SiloIdentity { get; }

    /// <summary>The clock of grains.</summary>
    TimeProvider TimeProvider => ServiceProvider.GetService(typeof(TimeProvider)) as TimeProvider ?? TimeProvider.System;

    /// <summary>Makes grain timers.</summary>
    ITimerRegistry TimerRegistry { get; }

    /// <summary>Ends an activation when its running requests are done.</summary>
    /// <param name="grainContext">The activation.</param>
    void DeactivateOnIdle(IGrainContext grainContext);

    /// <summary>Keeps an activation from being collected for being idle.</summary>
    /// <param name="grainContext">The activation.</param>
    /// <param name="timeSpan">For how long; see <c>Grain.DelayDeactivation</c>.</param>
    void DelayDeactivation(IGrainContext grainContext, TimeSpan timeSpan);

    /// <summary>The state object of a grain that keeps its state by class attribute.</summary>
    /// <typeparam name="TGrainState">The state's type.</typeparam>
    /// <param name="grainContext">The activation.</param>
    IStorage<TGrainState> GetStorage<TGrainState>(IGrainContext grainContext);
}
