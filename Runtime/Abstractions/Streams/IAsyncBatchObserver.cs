namespace Orleans.Streams;

/// <summary>Takes the items of a stream in batches as they were produced.</summary>
/// <typeparam name="T">The type of the items.</typeparam>
public interface IAsyncBatchObserver<T>
{
    /// <summary>Items in their order. An error of the task makes all of them come again.</summary>
    /// <param name="items">The items.</param>
    Task OnNextAsync(IList<SequentialItem<T>> items);

    /// <summary>The producer has no more items.</summary>
    Task OnCompletedAsync();

    /// <summary>The producer has failed.</summary>
    /// <param name="ex">Why.</param>
    Task OnErrorAsync(Exception ex);
}
