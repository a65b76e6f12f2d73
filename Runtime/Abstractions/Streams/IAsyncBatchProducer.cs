namespace Orleans.Streams;

/// <summary>Puts items into a stream.</summary>
/// <typeparam name="T">The type of the items.</typeparam>
public interface IAsyncBatchProducer<T> : IAsyncObserver<T>
{
    /// <summary>Puts items in together; completes when the provider has taken all of them.</summary>
    /// <param name="batch">The items.</param>
    /// <param name="token">Left out: the provider gives the items their places.</param>
    Task OnNextBatchAsync(IEnumerable<T> batch, StreamSequenceToken? token = null);
}
