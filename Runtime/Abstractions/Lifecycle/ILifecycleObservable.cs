namespace Orleans;

/// <summary>A sequence of stages: starts ascend, stops descend.</summary>
public interface ILifecycleObservable
{
    /// <summary>Takes part in a stage.</summary>
    /// <param name="observerName">For messages.</param>
    /// <param name="stage">Which stage.</param>
    /// <param name="observer">What is done.</param>
    /// <returns>Dispose it to take part no more.</returns>
    IDisposable Subscribe(string observerName, int stage, ILifecycleObserver observer);
}
