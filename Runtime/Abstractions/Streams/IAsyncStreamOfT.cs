namespace Orleans.Streams;

/// <summary>A stream: items are put in by producers and brought to all who are subscribed.</summary>
/// <typeparam name="T">The type of the items.</typeparam>
public interface IAsyncStream<T> :
    IAsyncStream, IEquatable<IAsyncStream<T>>, IComparable<IAsyncStream<T>>, IAsyncObservable<T>, IAsyncBatchObservable<T>, IAsyncBatchProducer<T>
{
    /// <summary>The subscriptions of the grain that asks, the implicit one included. A new activation resumes each.</summary>
    Task<IList<StreamSubscriptionHandle<T>>> GetAllSubscriptionHandles();
}
