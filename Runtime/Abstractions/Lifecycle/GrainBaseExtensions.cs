using Orleans.Runtime;
using Orleans.Timers;

namespace Orleans;

/// <summary>What a grain can ask of the engine about itself. To be called in the grain's own turns.</summary>
public static class GrainBaseExtensions
{
    /// <summary>Ends this activation when its running requests are done; the next call makes a new one.</summary>
    /// <param name="grain">The grain.</param>
    public static void DeactivateOnIdle(this IGrainBase grain) => grain.GrainContext.Deactivate(
        new DeactivationReason(DeactivationReasonCode.ApplicationRequested, "DeactivateOnIdle was called."));

    /// <summary>Moves this activation to another silo when its running requests are done.</summary>
    /// <param name="grain">The grain.</param>
    public static void MigrateOnIdle(this IGrainBase grain) => grain.GrainContext.Migrate(RequestContext.Snapshot());

    /// <summary>Registers a timer that lives as long as the activation.</summary>
    /// <param name="grain">The grain.</param>
    /// <param name="callback">Runs as a turn of the grain; never overlaps with itself.</param>
    /// <param name="options">When and how.</param>
    public static IGrainTimer RegisterGrainTimer(this IGrainBase grain, Func<Task> callback, GrainTimerCreationOptions options)
    {
        ArgumentNullException.ThrowIfNull(callback);
        return Register(grain, static (call, _) => call(), callback, options);
    }

    /// <inheritdoc cref="RegisterGrainTimer(IGrainBase, Func{Task}, GrainTimerCreationOptions)"/>
    /// <param name="grain">The grain.</param>
    /// <param name="callback">Runs as a turn of the grain.</param>
    /// <param name="dueTime">Until the first tick; infinite for not yet.</param>
    /// <param name="period">From the end of one tick to the next; infinite for one tick only.</param>
    public static IGrainTimer RegisterGrainTimer(this IGrainBase grain, Func<Task> callback, TimeSpan dueTime, TimeSpan period) =>
        RegisterGrainTimer(grain, callback, new GrainTimerCreationOptions(dueTime, period));

    /// <inheritdoc cref="RegisterGrainTimer(IGrainBase, Func{Task}, GrainTimerCreationOptions)"/>
    public static IGrainTimer RegisterGrainTimer(this IGrainBase grain, Func<CancellationToken, Task> callback, GrainTimerCreationOptions options)
    {
        ArgumentNullException.ThrowIfNull(callback);
        return Register(grain, static (call, token) => call(token), callback, options);
    }

    /// <inheritdoc cref="RegisterGrainTimer(IGrainBase, Func{Task}, TimeSpan, TimeSpan)"/>
    public static IGrainTimer RegisterGrainTimer(this IGrainBase grain, Func<CancellationToken, Task> callback, TimeSpan dueTime, TimeSpan period) =>
        RegisterGrainTimer(grain, callback, new GrainTimerCreationOptions(dueTime, period));

    /// <inheritdoc cref="RegisterGrainTimer(IGrainBase, Func{Task}, GrainTimerCreationOptions)"/>
    /// <typeparam name="TState">The state's type.</typeparam>
    /// <param name="grain">The grain.</param>
    /// <param name="callback">Runs as a turn of the grain.</param>
    /// <param name="state">Passed to each tick.</param>
    /// <param name="options">When and how.</param>
    public static IGrainTimer RegisterGrainTimer<TState>(this IGrainBase grain, Func<TState, Task> callback, TState state, GrainTimerCreationOptions options)
    {
        ArgumentNullException.ThrowIfNull(callback);
        return Register(grain, static (pair, _) => pair.callback(pair.state), (callback, state), options);
    }

    /// <inheritdoc cref="RegisterGrainTimer{TState}(IGrainBase, Func{TState, Task}, TState, GrainTimerCreationOptions)"/>
    /// <param name="grain">The grain.</param>
    /// <param name="callback">Runs as a turn of the grain.</param>
    /// <param name="state">Passed to each tick.</param>
    /// <param name="dueTime">Until the first tick; infinite for not yet.</param>
    /// <param name="period">From the end of one tick to the next; infinite for one tick only.</param>
    public static IGrainTimer RegisterGrainTimer<TState>(this IGrainBase grain, Func<TState, Task> callback, TState state, TimeSpan dueTime, TimeSpan period) =>
        RegisterGrainTimer(grain, callback, state, new GrainTimerCreationOptions(dueTime, period));

    /// <inheritdoc cref="RegisterGrainTimer{TState}(IGrainBase, Func{TState, Task}, TState, GrainTimerCreationOptions)"/>
    public static IGrainTimer RegisterGrainTimer<TState>(this IGrainBase grain, Func<TState, CancellationToken, Task> callback, TState state, GrainTimerCreationOptions options)
    {
        ArgumentNullException.ThrowIfNull(callback);
        return Register(grain, callback, state, options);
    }

    /// <inheritdoc cref="RegisterGrainTimer{TState}(IGrainBase, Func{TState, Task}, TState, TimeSpan, TimeSpan)"/>
    public static IGrainTimer RegisterGrainTimer<TState>(this IGrainBase grain, Func<TState, CancellationToken, Task> callback, TState state, TimeSpan dueTime, TimeSpan period) =>
        RegisterGrainTimer(grain, callback, state, new GrainTimerCreationOptions(dueTime, period));

    private static IGrainTimer Register<TState>(IGrainBase grain, Func<TState, CancellationToken, Task> callback, TState state, GrainTimerCreationOptions options)
    {
        ArgumentNullException.ThrowIfNull(grain);
        var registry = grain.GrainContext.GetComponent<ITimerRegistry>()
            ?? throw new InvalidOperationException($"{grain.GetType().Name} was not made by the grain engine, so it can have no timers.");
        return registry.RegisterGrainTimer(grain.GrainContext, callback, state, options);
    }
}
