using Krewe.Runtime.Activations;
using Orleans.Runtime;

namespace Krewe.Runtime.Timers;

internal sealed class GrainTimer<TState>(
    Activation activation, TimeProvider time, Func<TState, CancellationToken, Task> callback, TState state, GrainTimerCreationOptions options)
    : GrainTimer(activation, time, options)
{
    protected override Task CallbackAsync(CancellationToken cancellationToken) => callback(state, cancellationToken);
}
