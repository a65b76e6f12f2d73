namespace Orleans.Streams;

/// <summary>Subscribes to batches with methods in place of an observer.</summary>
public static class AsyncBatchObservableExtensions
{
    /// <summary>Subscribes to batches with methods in place of an observer.</summary>
    /// <typeparam name="T">The type of the items.</typeparam>
    /// <param name="obs">What is subscribed to.</param>
    /// <param name="onNextAsync">Takes the items.</param>
    /// <param name="onErrorAsync">Told when the producer has failed.</param>
    /// <param name="onCompletedAsync">Told when the producer has no more items.</param>
    public static Task<StreamSubscriptionHandle<T>> SubscribeAsync<T>(
        this IAsyncBatchObservable<T> obs, Func<IList<SequentialItem<T>>, Task> onNextAsync, Func<Exception, Task> onErrorAsync, Func<Task> onCompletedAsync)
    {
        ArgumentNullException.ThrowIfNull(obs);
        return obs.SubscribeAsync(new DelegateBatchObserver<T>(onNextAsync, onErrorAsync, onCompletedAsync));
    }

    /// <summary>Subscribes to batches with methods in place of an observer.</summary>
    public static Task<StreamSubscriptionHandle<T>> SubscribeAsync<T>(
        this IAsyncBatchObservable<T> obs, Func<IList<SequentialItem<T>>, Task> onNextAsync, Func<Exception, Task> onErrorAsync, Func<Task> onCompletedAsync, StreamSequenceToken token)
    {
        ArgumentNullException.ThrowIfNull(obs);
        return obs.SubscribeAsync(new DelegateBatchObserver<T>(onNextAsync, onErrorAsync, onCompletedAsync), token);
    }

    /// <summary>Subscribes to batches with methods in place of an observer.</summary>
    public static Task<StreamSubscriptionHandle<T>> SubscribeAsync<T>(
        this IAsyncBatchObservable<T> obs, Func<IList<SequentialItem<T>>, Task> onNextAsync, Func<Exception, Task> onErrorAsync)
    {
        ArgumentNullException.ThrowIfNull(obs);
        return obs.SubscribeAsync(new DelegateBatchObserver<T>(onNextAsync, onErrorAsync, null));
    }

    /// <summary>Subscribes to batches with methods in place of an observer.</summary>
    public static Task<StreamSubscriptionHandle<T>> SubscribeAsync<T>(
        this IAsyncBatchObservable<T> obs, Func<IList<SequentialItem<T>>, Task> onNextAsync, Func<Exception, Task> onErrorAsync, StreamSequenceToken token)
    {
        ArgumentNullException.ThrowIfNull(obs);
        return obs.SubscribeAsync(new DelegateBatchObserver<T>(onNextAsync, onErrorAsync, null), token);
    }

    /// <summary>Subscribes to batches with methods in place of an observer.</summary>
    public static Task<StreamSubscriptionHandle<T>> SubscribeAsync<T>(
        this IAsyncBatchObservable<T> obs, Func<IList<SequentialItem<T>>, Task> onNextAsync, Func<Task> onCompletedAsync)
    {
        ArgumentNullException.ThrowIfNull(obs);
        return obs.SubscribeAsync(new DelegateBatchObserver<T>(onNextAsync, null, onCompletedAsync));
    }

    /// <summary>Subscribes to batches with methods in place of an observer.</summary>
    public static Task<StreamSubscriptionHandle<T>> SubscribeAsync<T>(
        this IAsyncBatchObservable<T> obs, Func<IList<SequentialItem<T>>, Task> onNextAsync, Func<Task> onCompletedAsync, StreamSequenceToken token)
    {
        ArgumentNullException.ThrowIfNull(obs);
        return obs.SubscribeAsync(new DelegateBatchObserver<T>(onNextAsync, null, onCompletedAsync), token);
    }

    /// <summary>Subscribes to batches with methods in place of an observer.</summary>
    public static Task<StreamSubscriptionHandle<T>> SubscribeAsync<T>(
        this IAsyncBatchObservable<T> obs, Func<IList<SequentialItem<T>>, Task> onNextAsync)
    {
        ArgumentNullException.ThrowIfNull(obs);
        return obs.SubscribeAsync(new DelegateBatchObserver<T>(onNextAsync, null, null));
    }

    /// <summary>Subscribes to batches with methods in place of an observer.</summary>
    public static Task<StreamSubscriptionHandle<T>> SubscribeAsync<T>(
        this IAsyncBatchObservable<T> obs, Func<IList<SequentialItem<T>>, Task> onNextAsync, StreamSequenceToken token)
    {
        ArgumentNullException.ThrowIfNull(obs);
        return obs.SubscribeAsync(new DelegateBatchObserver<T>(onNextAsync, null, null), token);
    }
}
