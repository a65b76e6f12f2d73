namespace Orleans.Streams;

/// <summary>An observer of batches made of methods.</summary>
internal sealed class DelegateBatchObserver<T> : IAsyncBatchObserver<T>
{
    private readonly Func<IList<SequentialItem<T>>, Task> _next;
    private readonly Func<Exception, Task>? _error;
    private readonly Func<Task>? _completed;

    public DelegateBatchObserver(Func<IList<SequentialItem<T>>, Task> onNextAsync, Func<Exception, Task>? onErrorAsync, Func<Task>? onCompletedAsync)
    {
        ArgumentNullException.ThrowIfNull(onNextAsync);
        (_next, _error, _completed) = (onNextAsync, onErrorAsync, onCompletedAsync);
    }

    public Task OnNextAsync(IList<SequentialItem<T>> items) => _next(items);

    public Task OnCompletedAsync() => _completed?.Invoke() ?? Task.CompletedTask;

    public Task OnErrorAsync(Exception ex) => _error?.Invoke(ex) ?? Task.CompletedTask;
}
