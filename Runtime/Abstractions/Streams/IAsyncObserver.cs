namespace Orleans.Streams;

/// <summary>Takes the items of a stream, one after the other; a producer's side looks the same.</summary>
/// <typeparam name="T">The type of the items.</typeparam>
public interface IAsyncObserver<in T>
{
    /// <summary>
    /// An item. At a consumer: an error of the task makes the item come again. At a producer: completes when the provider has taken it.
    /// </summary>
    /// <param name="item">The item.</param>
    /// <param name="token">Its place in the stream; producers leave it out.</param>
    Task OnNextAsync(T item, StreamSequenceToken? token = null);

    /// <summary>The producer has no more items.</summary>
    Task OnCompletedAsync();

    /// <summary>The producer has failed.</summary>
    /// <param name="ex">Why.</param>
    Task OnErrorAsync(Exception ex);
}
