using Orleans.Runtime;

namespace Orleans.Timers;

/// <summary>Makes grain timers.</summary>
public interface ITimerRegistry
{
    /// <summary>Registers a timer; see <see cref="GrainBaseExtensions"/>.</summary>
    /// <typeparam name="TState">The state's type.</typeparam>
    /// <param name="grainContext">The activation, in one of whose turns this must be called.</param>
    /// <param name="callback">Runs as a turn.</param>
    /// <param name="state">Passed to each tick.</param>
    /// <param name="options">When and how.</param>
    /// <exception cref="InvalidOperationException">Called outside of the activation's turns.</exception>
    IGrainTimer RegisterGrainTimer<TState>(
        IGrainContext grainContext, Func<TState, CancellationToken, Task> callback, TState state, GrainTimerCreationOptions options);
}
