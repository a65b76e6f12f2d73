using Krewe.Runtime.Activations;
using Krewe.Runtime.Hosting;
using Orleans.Runtime;
using Orleans.Timers;

namespace Krewe.Runtime.Timers;

internal sealed class GrainTimerRegistry(EngineClock clock) : ITimerRegistry
{
    public IGrainTimer RegisterGrainTimer<TState>(
        IGrainContext grainContext, Func<TState, CancellationToken, Task> callback, TState state, GrainTimerCreationOptions options)
    {
        ArgumentNullException.ThrowIfNull(grainContext);
        ArgumentNullException.ThrowIfNull(callback);
        if (!ReferenceEquals(RuntimeContext.Current, grainContext))
        {
            throw new InvalidOperationException($"KRW7061: A timer of {grainContext.GrainId} can be made in the grain's own turns only.");
        }

        var activation = (Activation)grainContext;
        var timer = new GrainTimer<TState>(activation, clock.Grains, callback, state, options);
        activation.AddTimer(timer);
        timer.Start(options.DueTime);
        return timer;
    }
}
