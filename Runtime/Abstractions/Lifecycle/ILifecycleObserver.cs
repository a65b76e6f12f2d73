namespace Orleans;

/// <summary>Takes part in one stage of a lifecycle.</summary>
public interface ILifecycleObserver
{
    /// <summary>The stage is being reached.</summary>
    /// <param name="cancellationToken">Start is given up.</param>
    Task OnStart(CancellationToken cancellationToken = default);

    /// <summary>The stage is being left.</summary>
    /// <param name="cancellationToken">Stop is to be hurried.</param>
    Task OnStop(CancellationToken cancellationToken = default);
}
