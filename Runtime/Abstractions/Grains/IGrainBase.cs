using Orleans.Runtime;

namespace Orleans;

/// <summary>What a grain class implements; usually by deriving from <see cref="Grain"/>.</summary>
public interface IGrainBase
{
    /// <summary>The activation that the object belongs to.</summary>
    IGrainContext GrainContext { get; }

    /// <summary>Runs before the first request; what it throws reaches the waiting callers.</summary>
    /// <param name="token">Cancelled when activation takes too long.</param>
    Task OnActivateAsync(CancellationToken token) => Task.CompletedTask;

    /// <summary>Runs after the last request, unless the process crashes.</summary>
    /// <param name="reason">Why the activation ends.</param>
    /// <param name="token">Cancelled when deactivation takes too long.</param>
    Task OnDeactivateAsync(DeactivationReason reason, CancellationToken token) => Task.CompletedTask;
}
