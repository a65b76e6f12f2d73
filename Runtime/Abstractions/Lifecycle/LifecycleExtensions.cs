namespace Orleans;

/// <summary>Subscribing by delegates.</summary>
public static class LifecycleExtensions
{
    /// <summary>Takes part in a stage.</summary>
    /// <param name="observable">The lifecycle.</param>
    /// <param name="observerName">For messages.</param>
    /// <param name="stage">Which stage.</param>
    /// <param name="onStart">Done when it is reached.</param>
    /// <param name="onStop">Done when it is left, or null.</param>
    public static IDisposable Subscribe(
        this ILifecycleObservable observable, string observerName, int stage, Func<CancellationToken, Task> onStart, Func<CancellationToken, Task>? onStop = null)
    {
        ArgumentNullException.ThrowIfNull(observable);
        ArgumentNullException.ThrowIfNull(onStart);
        return observable.Subscribe(observerName, stage, new DelegateObserver(onStart, onStop));
    }

    private sealed class DelegateObserver(Func<CancellationToken, Task> onStart, Func<CancellationToken, Task>? onStop) : ILifecycleObserver
    {
        public Task OnStart(CancellationToken cancellationToken = default) => onStart(cancellationToken);

        public Task OnStop(CancellationToken cancellationToken = default) => onStop?.Invoke(cancellationToken) ?? Task.CompletedTask;
    }
}
