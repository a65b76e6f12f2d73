namespace Orleans.Streams;

/// <summary>What can be subscribed to in batches.</summary>
/// <typeparam name="T">The type of the items.</typeparam>
public interface IAsyncBatchObservable<T>
{
    /// <inheritdoc cref="IAsyncObservable{T}.SubscribeAsync(IAsyncObserver{T})"/>
    Task<StreamSubscriptionHandle<T>> SubscribeAsync(IAsyncBatchObserver<T> observer);

    /// <inheritdoc cref="IAsyncObservable{T}.SubscribeAsync(IAsyncObserver{T})"/>
    /// <param name="observer">Takes the items.</param>
    /// <param name="token">Where to begin; older items are left out.</param>
    Task<StreamSubscriptionHandle<T>> SubscribeAsync(IAsyncBatchObserver<T> observer, StreamSequenceToken? token);
}
