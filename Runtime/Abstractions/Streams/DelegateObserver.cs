namespace Orleans.Streams;

/// <summary>An observer made of methods.</summary>
internal sealed class DelegateObserver<T> : IAsyncObserver<T>
{
    private readonly Func<T, StreamSequenceToken?, Task> _next;
    private readonly Func<Exception, Task>? _error;
    private readonly Func<Task>? _completed;

    public DelegateObserver(Func<T, StreamSequenceToken?, Task> onNextAsync, Func<Exception, Task>? onErrorAsync, Func<Task>? onCompletedAsync)
    {
        ArgumentNullException.ThrowIfNull(onNextAsync);
        (_next, _error, _completed) = (onNextAsync, onErrorAsync, onCompletedAsync);
    }

    public Task OnNextAsync(T item, StreamSequenceToken? token = null) => _next(item, token);

    public Task OnCompletedAsync() => _completed?.Invoke() ?? Task.CompletedTask;

    public Task OnErrorAsync(Exception ex) => _error?.Invoke(ex) ?? Task.CompletedTask;
}
