namespace Orleans.Streams;

/// <summary>What can be subscribed to.</summary>
/// <typeparam name="T">The type of the items.</typeparam>
public interface IAsyncObservable<T>
{
    /// <summary>Makes a new subscription, or attaches to the implicit one if the grain has it. Every item put in after this returned is brought.</summary>
    /// <param name="observer">Takes the items.</param>
    Task<StreamSubscriptionHandle<T>> SubscribeAsync(IAsyncObserver<T> observer);

    /// <inheritdoc cref="SubscribeAsync(IAsyncObserver{T})"/>
    /// <param name="observer">Takes the items.</param>
    /// <param name="token">Where to begin; older items are left out.</param>
    /// <param name="filterData">For filters of the provider.</param>
    Task<StreamSubscriptionHandle<T>> SubscribeAsync(IAsyncObserver<T> observer, StreamSequenceToken? token, string? filterData = null);
}
